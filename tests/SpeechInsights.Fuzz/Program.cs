using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using SharpFuzz;
using SharpFuzz.Common;
using SpeechInsights.Tests.Fuzzing;

namespace SpeechInsights.Fuzz;

/// <summary>
/// Feeds one target of the seeded runs with what afl-fuzz makes; without afl-fuzz, with the one input on standard input. An
/// exception that is no refusal is a crash.
/// </summary>
internal static class Program
{
    private const nuint MapBytes = 65_536;

    public static unsafe int Main(string[] args)
    {
        // The targets are made of the engine, which counts its branches from the start.
        Trace.SharedMem = (byte*)NativeMemory.AllocZeroed(MapBytes);
        switch (args)
        {
            case []:
                Console.Write(string.Concat(FuzzTests.All.Select(static target => target.Name + "\n")));
                return 0;
            case ["--seeds", string name, string folder]:
                WriteSeeds(Find(name), folder);
                return 0;
            case ["--words", string path]:
                File.WriteAllLines(path, FuzzWords.Values.Concat(FuzzWords.Names).Concat(FuzzWords.Pieces).Select(ToEntry));
                return 0;
            case [string name]:
                Run(Find(name));
                return 0;
            default:
                Console.Error.WriteLine("<target> | --seeds <target> <folder> | --words <file>");
                return 2;
        }
    }

    private static FuzzTarget Find(string name) =>
        FuzzTests.All.FirstOrDefault(target => target.Name == name) ?? throw new ArgumentException($"There is no target '{name}'.");

    private static void WriteSeeds(FuzzTarget target, string folder)
    {
        Directory.CreateDirectory(folder);
        for (int i = 0; i < target.Seeds.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)), target.Seeds[i]);
        }
    }

    // An entry of afl-fuzz's dictionaries.
    private static string ToEntry(byte[] word) =>
        word.Aggregate(new StringBuilder("\""), static (text, next) => text.Append(CultureInfo.InvariantCulture, $"\\x{next:x2}")).Append('"').ToString();

    private static void Run(FuzzTarget target)
    {
        // What happens once only happens before branches are counted.
        foreach (byte[] seed in target.Seeds)
        {
            target.Feed(seed);
        }

        Fuzzer.Run(stream =>
        {
            try
            {
                target.Feed(ReadAll(stream));
            }
            catch (Exception e) when (target.IsRefusal(e))
            {
            }
        });
    }

    // SharpFuzz looks for the first input before afl-fuzz has written it, and would run without one; it is there when it is fed.
    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream input = new();
        stream.CopyTo(input);
        return input.Length == 0 ? File.ReadAllBytes("/proc/self/fd/0") : input.ToArray();
    }
}
