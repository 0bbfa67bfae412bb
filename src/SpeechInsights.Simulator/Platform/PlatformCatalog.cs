using System.Globalization;
using SpeechInsights.Simulator.World;

namespace SpeechInsights.Simulator.Platform;

/// <summary>What an administrator has set up in the synthetic organisation.</summary>
internal static class PlatformCatalog
{
    public const string OrganizationId = "0d9d6a1c-52a4-4d0b-9d3f-7f6a2f0f1c11";
    public const string OrganizationName = "Synthetic Contact Centre";
    public const string QueueId = "5f6f9c6e-0a5b-4a5e-8f67-9a1d6e0c2b10";
    public const string SecondQueueId = "8d21b7f4-0a5b-4a5e-8f67-9a1d6e0c2b11";
    public const string ThirdQueueId = "c94e05aa-0a5b-4a5e-8f67-9a1d6e0c2b12";

    public static IReadOnlyList<NamedEntry> Queues { get; } =
        [new(QueueId, "Billing"), new(SecondQueueId, "Orders"), new(ThirdQueueId, "Tech support")];

    public static IReadOnlyList<NamedEntry> Teams { get; } =
    [
        new("9a30c5de-0000-4000-8000-000000000001", "Early shift"), new("9a30c5de-0000-4000-8000-000000000002", "Late shift"),
        new("9a30c5de-0000-4000-8000-000000000003", "Weekend"),
    ];

    public static IReadOnlyList<NamedEntry> Divisions { get; } =
        [new("d1715107-0000-4000-8000-000000000001", "Home"), new("d1715107-0000-4000-8000-000000000002", "Technical")];

    /// <summary>The workflow that a trigger can start.</summary>
    public const string FlowId = "8c2f4b7e-6d1a-4c39-a0c5-3b9e5d7f1a20";

    /// <summary>The role that every client has.</summary>
    public const string RoleId = "7a1e0000-0000-4000-8000-000000000001";

    /// <summary>The ids of programs that stand for what the Summary profile's models stand for are the same.</summary>
    public const string PublishedProgramId = ModelCatalog.DeployedId;
    public const string UnpublishedProgramId = ModelCatalog.TrainingId;
    public const string RetiredProgramId = ModelCatalog.DeprecatedId;
    public const string EditedProgramId = "d4e5f6a7-b8c9-4123-9ef0-234567890123";
    public const string UnmappedProgramId = "e5f6a7b8-c9d0-4234-8f01-345678901234";

    public const string DutchTopicName = "klacht";
    public const string DraftTopicName = "loyalty_offer";
    public const string AcwTopic = "v2.detail.events.conversation.{id}.acw";

    /// <summary>The first form asks for a recommendation, the second does not.</summary>
    public static IReadOnlyList<string> FormContextIds { get; } =
        ["b1c3f1d2-7a5e-4e8c-9d21-0f1e2d3c4b51", "b1c3f1d2-7a5e-4e8c-9d21-0f1e2d3c4b52"];

    public static IReadOnlyList<string> FormNames { get; } = ["Service", "Product"];

    /// <summary>The world's topics in their order, then one in a dialect without sentiment and one not yet published.</summary>
    public static IReadOnlyList<TopicEntry> Topics { get; } =
    [
        .. TopicCatalog.Names.Select(static (name, number) => new TopicEntry(TopicIdOf(number), name, "en-US", true)),
        new TopicEntry(TopicIdOf(TopicCatalog.Count), DutchTopicName, "nl-NL", true),
        new TopicEntry(TopicIdOf(TopicCatalog.Count + 1), DraftTopicName, "en-US", false),
    ];

    public static IReadOnlyList<ProgramEntry> Programs { get; } =
    [
        new(PublishedProgramId, "Customer care", [.. Topics.Take(TopicCatalog.Count)], "2026-09-15T08:30:00.000Z", "2026-09-15T08:30:00.000Z", [QueueId, SecondQueueId], [FlowId]),
        new(UnpublishedProgramId, "Customer care, next year", [Topics[0], Topics[^1]], "2026-10-30T16:05:12.250Z", null, [QueueId], []),
        new(RetiredProgramId, "Customer care 2023", [Topics[^1]], "2023-11-15T08:30:00.000Z", null, [], []),
        new(EditedProgramId, "Returns", [Topics[1], Topics[^2]], "2026-10-20T11:00:00.000Z", "2026-08-01T07:00:00.000Z", [SecondQueueId], []),
        new(UnmappedProgramId, "Pilot", [Topics[2]], "2026-07-01T07:00:00.000Z", "2026-07-01T07:00:00.000Z", [], []),
    ];

    public static IReadOnlyList<string> SentimentDialects { get; } = ["en-US", "en-GB", "en-AU", "es-ES", "de-DE", "fr-FR"];

    public static IReadOnlyList<string> TriggerTopics { get; } =
    [
        "v2.detail.events.conversation.{id}.acd.start", "v2.detail.events.conversation.{id}.acd.end", AcwTopic,
        "v2.detail.events.conversation.{id}.wrapup", "v2.detail.events.conversation.{id}.customer.end",
        "v2.detail.events.conversation.{id}.user.end", "v2.quality.evaluations",
    ];

    /// <summary>An agent's team; null for one agent of four, and for a bot.</summary>
    public static NamedEntry? TeamOf(string? userId) => userId is null || userId[^1] % 4 == 3 ? null : Teams[userId[^1] % 4];

    public static NamedEntry DivisionOf(int? queue) => Divisions[queue == Queues.Count - 1 ? 1 : 0];

    public static string WrapUpCodeOf(ushort topics) => string.Create(CultureInfo.InvariantCulture, $"3a9c0de0-0000-4000-8000-{topics % 5:x12}");

    public static string TopicIdOf(int topic) => string.Create(CultureInfo.InvariantCulture, $"7091c0de-0000-4000-8000-{topic + 1:x12}");

    /// <summary>The ids of the topics whose bits are set.</summary>
    public static List<string> TopicIdsOf(ushort topics)
    {
        List<string> ids = [];
        for (int topic = 0; topic < TopicCatalog.Count; topic++)
        {
            if ((topics & (1 << topic)) != 0)
            {
                ids.Add(Topics[topic].Id);
            }
        }

        return ids;
    }
}
