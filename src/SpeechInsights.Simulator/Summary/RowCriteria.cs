namespace SpeechInsights.Simulator.Summary;

/// <summary>All of a query that decides which rows it has, and nothing else.</summary>
internal sealed record RowCriteria(bool IsSurvey, bool ByAgent, long From, long To, QueryFilters Filters);
