namespace SpeechInsights.Simulator.World;

/// <summary>The models of the synthetic tenant. Every model sees the same interactions.</summary>
internal static class ModelCatalog
{
    public const string DeployedId = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";
    public const string TrainingId = "b2c3d4e5-f6a7-4901-bcde-f12345678901";
    public const string DeprecatedId = "c3d4e5f6-a7b8-4012-8def-123456789012";

    private static readonly SpeechModelEntry[] s_models =
    [
        new(DeployedId, "Customer Sentiment Model v2", "deployed", "sentiment", "2026-09-15T08:30:00.000Z"),
        new(TrainingId, "Customer Sentiment Model v3", "training", "sentiment", "2026-10-30T16:05:12.250Z"),
        new(DeprecatedId, "Customer Sentiment Model v1", "deprecated", "sentiment", "2023-11-15T08:30:00.000Z"),
    ];

    public static IReadOnlyList<SpeechModelEntry> All => s_models;

    public static SpeechModelEntry? Find(string id)
    {
        foreach (SpeechModelEntry model in s_models)
        {
            if (string.Equals(model.Id, id, StringComparison.Ordinal))
            {
                return model;
            }
        }

        return null;
    }
}
