using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>Draws the surveys of a conversation: which form, whether and when it was answered, and how.</summary>
internal static class SurveyPlan
{
    /// <summary>No answer comes later than this after the conversation.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromDays(10);

    private const double ExtraExpiredShare = 0.10;

    private static readonly string[] s_unanswered = ["Pending", "Expired", "OptOut"];

    public static List<Survey> Draw(RandomStream random, Interaction interaction, AgentPool agents, DateTimeOffset ended)
    {
        List<Survey> surveys = [];
        int left = interaction.SurveySum;
        for (int number = 0; number < interaction.SurveyCount; number++)
        {
            // The world keeps the sum of two answers; both are within 1 to 5 when it is halved.
            int stars = number == interaction.SurveyCount - 1 ? left : left / 2;
            left -= stars;
            int form = (interaction.Topics + number) % PlatformCatalog.FormContextIds.Count;
            surveys.Add(Create(ref random, interaction, agents, form, "Finished", ended, ended + DrawDelay(ref random), (stars - 1) * 25, form == 0 ? DrawPromoter(ref random, stars) : null));
        }

        if (surveys.Count == 0 || random.NextDouble() < ExtraExpiredShare)
        {
            string status = surveys.Count == 0 ? s_unanswered[random.NextInt32(s_unanswered.Length)] : "Expired";
            surveys.Add(Create(ref random, interaction, agents, 1, status, ended, ended, null, null));
        }

        return surveys;
    }

    private static Survey Create(
        ref RandomStream random, Interaction interaction, AgentPool agents, int form, string status, DateTimeOffset sent, DateTimeOffset at, int? total, int? promoter)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, random.NextUInt64());
        BitConverter.TryWriteBytes(bytes[8..], random.NextUInt64());
        return new Survey(
            new Guid(bytes, bigEndian: true).ToString("D"), agents.Ids[interaction.Agent], PlatformCatalog.FormContextIds[form], status, sent, at, total, promoter);
    }

    private static TimeSpan DrawDelay(ref RandomStream random)
    {
        double draw = random.NextDouble();
        double minutes = random.NextInt32(1_440);
        return draw < 0.55 ? TimeSpan.FromMinutes(5 + minutes)
            : draw < 0.90 ? TimeSpan.FromMinutes(1_440 + (3 * minutes))
            : TimeSpan.FromMinutes(5_760 + (6 * minutes));
    }

    private static int DrawPromoter(ref RandomStream random, int stars) => stars switch
    {
        5 => 9 + random.NextInt32(2),
        4 => 7 + random.NextInt32(2),
        3 => 5 + random.NextInt32(2),
        2 => 3 + random.NextInt32(2),
        _ => random.NextInt32(3),
    };
}
