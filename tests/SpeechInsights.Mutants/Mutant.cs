namespace SpeechInsights.Mutants;

/// <summary>One change of one place of the engine.</summary>
internal sealed record Mutant(int Id, string File, int Line, string Kind, string Original, string Replacement)
{
    /// <summary>The first folder of the file.</summary>
    public string Room => File[..File.IndexOf('/', StringComparison.Ordinal)];

    public override string ToString() => $"{Id} {File}:{Line} [{Kind}] {Cut(Original)}  =>  {Cut(Replacement)}";

    private static string Cut(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length > 120 ? line[..120] + "…" : line;
    }
}
