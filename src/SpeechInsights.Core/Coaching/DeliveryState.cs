namespace SpeechInsights;

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It waits for its first or its next attempt.</summary>
    Pending,

    /// <summary>The receiver took it (2xx).</summary>
    Delivered,

    /// <summary>It was given up; Resume-CoachingDelivery takes it up again.</summary>
    Dead,
}
