using System.Globalization;

namespace SpeechInsights;

/// <summary>A day of a dataset. Days are those of UTC.</summary>
public sealed class DatasetDay
{
    internal DatasetDay(string organization, DateOnly day, DatasetDayStatus status, string file)
    {
        Organization = organization;
        Day = day;
        Status = status;
        File = file;
    }

    /// <summary>Whose day it is: the organisation's id, or what was given in its place.</summary>
    public string Organization { get; }

    /// <summary>The day, in UTC.</summary>
    public DateOnly Day { get; }

    /// <summary>How it stands, or what became of it.</summary>
    public DatasetDayStatus Status { get; }

    /// <summary>Rows, 0 or more; null where they are not known.</summary>
    public long? Rows { get; internal init; }

    /// <summary>Rows that have a survey score, 0 or more; null where they are not known.</summary>
    public long? Rated { get; internal init; }

    /// <summary>Rows that came, went or have other figures than before; null where there is nothing to compare with, and where the dataset is only looked at.</summary>
    public long? Changed { get; internal init; }

    /// <summary>When the server was asked, in UTC; null where it is not known.</summary>
    public DateTimeOffset? ReadAt { get; internal init; }

    /// <summary>What is wrong, or the error's id; null where nothing is.</summary>
    public string? Reason { get; internal init; }

    /// <summary>The file that holds its rows, or would.</summary>
    public string File { get; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Organization} {Day:yyyy-MM-dd} {Status}");
}
