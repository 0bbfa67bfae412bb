using System.Text;

namespace SpeechInsights.Simulator.World;

/// <summary>The agents; each has a mean of their own, so that coaching has something to find.</summary>
internal sealed class AgentPool
{
    public const int Size = 60;

    private readonly string[] _ids = new string[Size];
    private readonly byte[][] _utf8Ids = new byte[Size][];
    private readonly double[] _skills = new double[Size];

    public AgentPool(int seed)
    {
        RandomStream random = new(RandomStream.Mix((ulong)(uint)seed) ^ 0xA6E47UL);
        Span<byte> bytes = stackalloc byte[16];
        for (int agent = 0; agent < Size; agent++)
        {
            BitConverter.TryWriteBytes(bytes, random.NextUInt64());
            BitConverter.TryWriteBytes(bytes[8..], random.NextUInt64());
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            _ids[agent] = new Guid(bytes, bigEndian: true).ToString("D");
            _utf8Ids[agent] = Encoding.ASCII.GetBytes(_ids[agent]);
            _skills[agent] = 0.35 * random.NextNormal();
        }
    }

    public IReadOnlyList<string> Ids => _ids;

    public ReadOnlySpan<byte> Utf8IdOf(int agent) => _utf8Ids[agent];

    public double SkillOf(int agent) => _skills[agent];
}
