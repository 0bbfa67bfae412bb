namespace SpeechInsights.Declarations;

/// <summary>The least and the most that a parameter takes, both allowed; the engine checks it, and the help says it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class BoundsAttribute(double minimum, double maximum) : Attribute
{
    public double Minimum => minimum;

    public double Maximum => maximum;
}
