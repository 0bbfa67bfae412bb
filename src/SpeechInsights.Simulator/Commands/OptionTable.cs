using System.Globalization;

namespace SpeechInsights.Simulator.Commands;

/// <summary>The options of a command: their names, what they take, and what they set.</summary>
internal sealed class OptionTable
{
    private readonly List<Option> _options = [];

    public void Flag(string name, string help, Action set) => _options.Add(new Option(name, null, help, _ => set()));

    public void Text(string name, string value, string help, Action<string> set) => _options.Add(new Option(name, value, help, set));

    public void Number(string name, string help, int minimum, int maximum, Action<int> set) => Text(name, "<n>", help, text =>
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            || number < minimum || number > maximum)
        {
            throw new FormatException($"{name} takes a whole number from {minimum} to {maximum}.");
        }

        set(number);
    });

    /// <summary>A time such as 250ms, 6s, 5m, 8h or 1d.</summary>
    public void Duration(string name, string help, Action<TimeSpan> set) => Text(name, "<time>", help, text => set(ReadDuration(name, text)));

    /// <summary>Applies the arguments; throws FormatException with a message for the person who typed them.</summary>
    public void Apply(ReadOnlySpan<string> arguments)
    {
        for (int position = 0; position < arguments.Length; position++)
        {
            string argument = arguments[position];
            int equals = argument.IndexOf('=');
            string name = equals < 0 ? argument : argument[..equals];
            Option option = _options.Find(candidate => candidate.Name == name)
                ?? throw new FormatException($"Unknown option '{argument}'.");
            if (option.Value is null)
            {
                option.Set(equals < 0 ? "" : throw new FormatException($"{name} takes no value."));
                continue;
            }

            string value = equals >= 0 ? argument[(equals + 1)..]
                : ++position < arguments.Length ? arguments[position]
                : throw new FormatException($"{name} needs a value.");
            option.Set(value);
        }
    }

    public void WriteHelp(TextWriter writer)
    {
        foreach (Option option in _options)
        {
            writer.WriteLine($"  {option.Name + (option.Value is null ? "" : " " + option.Value),-26} {option.Help}");
        }
    }

    private static TimeSpan ReadDuration(string name, string text)
    {
        (string suffix, double milliseconds)[] units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];
        foreach ((string suffix, double milliseconds) in units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out double number)
                && number * milliseconds <= int.MaxValue)
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        throw new FormatException($"{name} takes a time such as 250ms, 6s, 5m or 8h, at most 24 days; not '{text}'.");
    }

    private sealed record Option(string Name, string? Value, string Help, Action<string> Set);
}
