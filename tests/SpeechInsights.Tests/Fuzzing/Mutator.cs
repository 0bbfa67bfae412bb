using System.Text;

namespace SpeechInsights.Tests.Fuzzing;

/// <summary>Makes damaged inputs of good ones: first what stays JSON, then what a broken wire does.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds)
{
    private readonly JsonMap[] _maps = [.. seeds.Select(static seed => new JsonMap(seed))];

    public byte[] Next(Random random)
    {
        int pick = random.Next(seeds.Count);
        byte[] input = seeds[pick];
        JsonMap map = _maps[pick];
        bool isJson = map.Values.Count > 0;
        if (isJson && random.Next(10) < 7)
        {
            input = Restructure(random, input, map);
            if (random.Next(10) < 6)
            {
                return input;
            }
        }

        for (int times = random.Next(1, 4); times > 0; times--)
        {
            input = Damage(random, input);
        }

        return input;
    }

    private static byte[] Restructure(Random random, byte[] input, JsonMap map)
    {
        Range value = Pick(random, map.Values);
        Range property = map.Properties.Count == 0 ? value : Pick(random, map.Properties);
        switch (random.Next(10))
        {
            case 0:
                return Replace(input, value, input[Pick(random, map.Values)]);
            case 1:
                return Replace(input, property, [.. input[property], (byte)',', .. input[property]]);
            case 2:
                Range name = map.Names.Count == 0 ? value : Pick(random, map.Names);
                return Replace(input, name, random.Next(3) == 0 && map.Names.Count > 0 ? input[Pick(random, map.Names)] : Pick(random, FuzzWords.Names));
            case 3:
                return Replace(input, property, [.. Pick(random, FuzzWords.Names), (byte)':', .. Pick(random, FuzzWords.Values), (byte)',', .. input[property]]);
            case 4:
                return Replace(input, value, [.. input[value], (byte)',', .. input[value]]);
            case 5:
                return Replace(input, value, random.Next(4) == 0 ? Nested(random, input[value]) : LongText(random));
            case 6:
                return Replace(input, value, Number(random));
            default:
                return Replace(input, value, Pick(random, FuzzWords.Values));
        }
    }

    private byte[] Damage(Random random, byte[] input)
    {
        int at = random.Next(input.Length + 1);
        int length = Math.Min(random.Next(1, random.Next(2) == 0 ? 4 : 40), input.Length - at);
        switch (random.Next(9))
        {
            case 0 when input.Length > 0:
                byte[] flipped = [.. input];
                flipped[random.Next(input.Length)] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                return Replace(input, at..(at + length), []);
            case 2:
                byte[] noise = new byte[random.Next(1, 5)];
                random.NextBytes(noise);
                return Replace(input, at..at, noise);
            case 3:
                return Replace(input, at..at, input[at..(at + length)]);
            case 4:
                byte[] other = seeds[random.Next(seeds.Count)];
                return [.. input.AsSpan(0, at), .. other.AsSpan(random.Next(other.Length + 1))];
            case 5:
                return input[..at];
            case 6:
                return Replace(input, at..(at + length), Pick(random, FuzzWords.Values));
            case 7 when random.Next(8) == 0:
                return [0xEF, 0xBB, 0xBF, .. input];
            default:
                return Replace(input, at..at, Pick(random, FuzzWords.Pieces));
        }
    }

    private static byte[] Nested(Random random, byte[] value)
    {
        int depth = random.Next(20) == 0 ? 3000 : random.Next(1, 80);
        (string open, string close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        string all = string.Concat(Enumerable.Repeat(open, depth));
        string end = string.Concat(Enumerable.Repeat(close, random.Next(4) == 0 ? depth - 1 : depth));
        return [.. Encoding.ASCII.GetBytes(all), .. value, .. Encoding.ASCII.GetBytes(end)];
    }

    // Around the bounds of texts (4,096 bytes) and of error bodies (64 KB).
    private static byte[] LongText(Random random)
    {
        int length = random.Next(40) == 0 ? random.Next(65_000, 66_000) : random.Next(4) == 0 ? random.Next(4_090, 4_100) : random.Next(300);
        string text = random.Next(3) switch
        {
            0 => new string('x', length),
            1 => string.Concat(Enumerable.Repeat("\U0001F600", length / 4)),
            _ => string.Concat(Enumerable.Repeat("\\u001b", length / 6)),
        };
        return Encoding.UTF8.GetBytes($"\"{text}\"");
    }

    private static byte[] Number(Random random) => Encoding.ASCII.GetBytes(random.Next(3) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => random.Next(-5, 200).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => FormattableString.Invariant($"{random.NextDouble() * 10:R}e{random.Next(-330, 330)}"),
    });

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static byte[] Replace(byte[] input, Range range, ReadOnlySpan<byte> by)
    {
        (int offset, int length) = range.GetOffsetAndLength(input.Length);
        return [.. input.AsSpan(0, offset), .. by, .. input.AsSpan(offset + length)];
    }
}
