namespace SpeechInsights.Simulator.World;

/// <summary>What customers call about, how often, and how it weighs on their mood.</summary>
internal static class TopicCatalog
{
    private static readonly string[] s_names =
    [
        "billing_inquiry", "product_return", "order_status", "technical_support", "cancellation", "delivery_delay",
        "account_access", "warranty_claim", "price_question", "product_praise", "complaint", "appointment_change",
    ];

    private static readonly double[] s_moods =
        [-0.10, -0.25, 0.10, -0.15, -0.55, -0.50, -0.05, -0.20, 0.15, 0.90, -0.85, 0.20];

    private static readonly double[] s_cumulativeShares =
        [0.20, 0.32, 0.44, 0.56, 0.63, 0.71, 0.79, 0.84, 0.90, 0.93, 0.97, 1.0];

    public static IReadOnlyList<string> Names => s_names;

    public static int Count => s_names.Length;

    public static double MoodOf(int topic) => s_moods[topic];

    public static int IndexOf(string name) => Array.IndexOf(s_names, name);

    public static int Pick(double uniform)
    {
        int topic = 0;
        while (topic < s_cumulativeShares.Length - 1 && uniform >= s_cumulativeShares[topic])
        {
            topic++;
        }

        return topic;
    }

    public static string[] NamesOf(ushort topics)
    {
        List<string> names = [];
        for (int topic = 0; topic < s_names.Length; topic++)
        {
            if ((topics & (1 << topic)) != 0)
            {
                names.Add(s_names[topic]);
            }
        }

        return [.. names];
    }
}
