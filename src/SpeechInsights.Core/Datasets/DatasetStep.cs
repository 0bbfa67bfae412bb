namespace SpeechInsights.Datasets;

/// <summary>How far the writing of a day has come; tests end it there.</summary>
internal enum DatasetStep
{
    /// <summary>The day is this worker's, and what a dead one left is gone.</summary>
    Locked,

    /// <summary>The draft of the rows is there, and empty.</summary>
    Begun,

    /// <summary>A part of the rows is written.</summary>
    PartlyWritten,

    /// <summary>All rows are written, and are on the disk.</summary>
    Written,

    /// <summary>The manifest lies beside the old one.</summary>
    ManifestDrafted,

    /// <summary>The rows are in their place, the manifest is not.</summary>
    RowsPlaced,

    /// <summary>Everything is in its place.</summary>
    ManifestPlaced,
}
