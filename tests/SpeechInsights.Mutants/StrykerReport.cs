using System.Text.Json;

namespace SpeechInsights.Mutants;

/// <summary>Where Stryker's mutants are (its mutation-report.json, schema of mutation testing elements).</summary>
internal static class StrykerReport
{
    private const string Engine = "SpeechInsights.Core/";

    /// <summary>Those that can be switched on: that compile and are in no block that is mutated whole.</summary>
    public static IReadOnlyList<Mutant> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using JsonDocument report = JsonDocument.Parse(stream);
        List<Mutant> mutants = [];
        foreach (JsonProperty file in report.RootElement.GetProperty("files").EnumerateObject())
        {
            string name = file.Name.Replace('\\', '/');
            name = name[(name.IndexOf(Engine, StringComparison.Ordinal) + Engine.Length)..];
            string[] lines = file.Value.GetProperty("source").GetString()!.Split('\n');
            mutants.AddRange(file.Value.GetProperty("mutants").EnumerateArray()
                .Where(static mutant => mutant.GetProperty("status").GetString() is not ("CompileError" or "Ignored"))
                .Select(mutant => ReadMutant(mutant, name, lines)));
        }

        return mutants;
    }

    private static Mutant ReadMutant(JsonElement mutant, string file, string[] lines)
    {
        JsonElement start = mutant.GetProperty("location").GetProperty("start");
        JsonElement end = mutant.GetProperty("location").GetProperty("end");
        int line = start.GetProperty("line").GetInt32();
        string original = lines[line - 1][(start.GetProperty("column").GetInt32() - 1)..];
        if (end.GetProperty("line").GetInt32() == line)
        {
            original = original[..(end.GetProperty("column").GetInt32() - start.GetProperty("column").GetInt32())];
        }

        return new Mutant(
            int.Parse(mutant.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture),
            file,
            line,
            mutant.GetProperty("mutatorName").GetString()!,
            original.Trim(),
            mutant.TryGetProperty("replacement", out JsonElement replacement) ? replacement.GetString()! : "");
    }
}
