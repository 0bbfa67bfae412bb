namespace SpeechInsights.Csat;

/// <summary>The window that survey answers of some interactions are looked for in.</summary>
internal readonly record struct SurveyWindow(DateTimeOffset Start, DateTimeOffset End);
