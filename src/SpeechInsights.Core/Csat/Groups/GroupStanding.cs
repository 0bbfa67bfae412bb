using System.Collections.Specialized;

namespace SpeechInsights.Csat.Groups;

/// <summary>Which group it is, and how its agreement differs from that of all other rows; null is what is not defined.</summary>
/// <param name="Group">The values of the properties, by their names.</param>
/// <param name="DifferenceToRest">Its agreement less that of the others, −1 to 1.</param>
/// <param name="PValue">The chance of a difference as large where there is none, 0 to 1.</param>
/// <param name="AdjustedPValue">The same, corrected for the number of groups (Benjamini and Hochberg 1995).</param>
internal sealed record GroupStanding(OrderedDictionary Group, double? DifferenceToRest, double? PValue, double? AdjustedPValue);
