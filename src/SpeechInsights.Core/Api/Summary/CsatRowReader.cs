using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using SpeechInsights.Http;
using SpeechInsights.Insights;
using System.Runtime.CompilerServices;

namespace SpeechInsights.Api.Summary;

/// <summary>Reads <c>{"groupId","byMetric":{"csat":{"count"?,"avg"?}}}</c>.</summary>
internal readonly struct CsatRowReader : IRowReader<CsatScore>
{
    public CsatScore Read(ref Utf8JsonReader reader, out UInt128 key)
    {
        string? id = null;
        SummaryMetric csat = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("groupId"u8))
            {
                reader.Read();
                id = JsonRead.Id(ref reader, "groupId");
            }
            else if (reader.ValueTextEquals("byMetric"u8))
            {
                reader.Read();
                ReadMetrics(ref reader, ref csat);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (string.IsNullOrEmpty(id))
        {
            throw JsonRead.Wrong("groupId");
        }

        return Create(id, csat, out key);
    }

    [MethodImpl(HotPath.Optimized)]
    public bool TryCreate(RowValues values, [MaybeNullWhen(false)] out CsatScore row, out UInt128 key)
    {
        row = null;
        key = default;
        SummaryMetric csat = default;
        if (!values.Has(RowField.GroupId) || (values.Has(RowPlace.Csat) && !values.TryMetric(RowField.CsatCount, out csat)))
        {
            return false;
        }

        string id = values.Text(RowField.GroupId);
        row = id.Length == 0 ? null : Create(id, csat, out key);
        return row is not null;
    }

    private static CsatScore Create(string id, SummaryMetric csat, out UInt128 key)
    {
        key = RowIdentity.Compute(id, null, null);
        return new CsatScore(id, csat.Average, CsatScale.OneToFive, csat.Average is null ? 0 : csat.Count);
    }

    private static void ReadMetrics(ref Utf8JsonReader reader, ref SummaryMetric csat)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        JsonRead.Expect(ref reader, JsonTokenType.StartObject, "byMetric");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("csat"u8))
            {
                SummaryMetric.TryRead(ref reader, "csat", out csat);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }
}
