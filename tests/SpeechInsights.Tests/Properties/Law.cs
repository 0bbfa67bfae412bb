using FsCheck;
using FsCheck.Fluent;

namespace SpeechInsights.Tests.Properties;

/// <summary>Checks that a law holds for many samples: the same ones each time, and a failure names the seed that replays it.</summary>
internal static class Law
{
    private const ulong Seed = 20_261_102;
    private const ulong Gamma = 9_223_372_036_854_775_783;

    /// <summary>Text of any characters: mostly printable ones, but controls, format characters and halves of surrogate pairs too.</summary>
    public static Gen<string> Text { get; } =
        Gen.ArrayOf(Gen.Frequency((6, Gen.Choose(' ', '~')), (2, Gen.Choose(0, 0xA0)), (1, Gen.Choose(0xD800, 0xDFFF)), (2, Gen.Choose(0, 0xFFFF)), (1, Gen.Elements(0x200B, 0x202E, 0x2028, 0x1B, 0x9B))))
            .Select(codes => new string([.. codes.Select(static code => (char)code)]));

    public static void Holds<T>(Gen<T> samples, Action<T> law, int count = 300) => Holds(samples.ToArbitrary(), law, count);

    public static void Holds<T>(Arbitrary<T> samples, Action<T> law, int count = 300) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true).WithReplay(new Replay(new Rnd(Seed, Gamma), null)),
        Prop.ForAll(samples, law));
}
