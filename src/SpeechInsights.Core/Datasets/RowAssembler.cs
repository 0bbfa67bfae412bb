using SpeechInsights.Http;
using SpeechInsights.Insights;
using SpeechInsights.Parquet;
using SpeechInsights.Sessions;

namespace SpeechInsights.Datasets;

/// <summary>Makes rows of a file insights again.</summary>
internal sealed class RowAssembler(DatasetDescription? description)
{
    private static readonly int s_interaction = Place("interaction_id");
    private static readonly int s_template = Place("interaction_uri_template");
    private static readonly int s_agent = Place("agent_id");
    private static readonly int s_time = Place("timestamp");
    private static readonly int s_speechCount = Place("speech_analytics_count");
    private static readonly int s_speechSum = Place("speech_analytics_sum");
    private static readonly int s_sentimentCount = Place("sentiment_count");
    private static readonly int s_sentiment = Place("sentiment_average");
    private static readonly int s_queue = Place("queue_id");
    private static readonly int s_media = Place("media_type");
    private static readonly int s_direction = Place("direction");
    private static readonly int s_topic = Place("topic_id");
    private static readonly int s_team = Place("team_id");
    private static readonly int s_division = Place("division_id");
    private static readonly int s_wrapUp = Place("wrap_up_code");
    private static readonly int s_customerCount = Place("customer_sentiment_count");
    private static readonly int s_customer = Place("customer_sentiment_average");
    private static readonly int s_positive = Place("customer_sentiment_positive");
    private static readonly int s_negative = Place("customer_sentiment_negative");
    private static readonly int s_silence = Place("silence_time");
    private static readonly int s_overtalk = Place("overtalk_time");
    private static readonly int s_overtalkCount = Place("overtalk_count");
    private static readonly int s_agentSpeech = Place("agent_speech_time");
    private static readonly int s_customerSpeech = Place("customer_speech_time");
    private static readonly int s_other = Place("other_audio_time");
    private static readonly int s_total = Place("total_time");
    private static readonly int s_csat = Place("csat");
    private static readonly int s_scale = Place("csat_scale");
    private static readonly int s_surveys = Place("survey_count");
    private static readonly int s_promoter = Place("net_promoter_score");
    private static readonly int s_model = Place("model_id");
    private static readonly int s_start = Place("query_start");
    private static readonly int s_end = Place("query_end");

    // Up to it a tick survives the way through a double.
    private const double LongestSpanSeconds = 1e8;

    private static readonly int[] s_counts = Places(TableType.Integer);
    private static readonly int[] s_reals = Places(TableType.Real);
    private static readonly int[] s_texts = Places(TableType.Text);

    // A figure without what it belongs to would be lost.
    private static readonly (int Figure, Func<DatasetRow, bool> HasOwner, string Owner)[] s_owned =
    [
        (s_speechSum, static row => row.Integer[s_speechCount] is not null, "speech_analytics_count"),
        (s_sentiment, static row => row.Integer[s_sentimentCount] is not null, "sentiment_count"),
        (s_customer, static row => row.Integer[s_customerCount] is not null, "customer_sentiment_count"),
        (s_csat, static row => row.Text[s_scale] is not null, "csat_scale"),
        (s_promoter, static row => row.Text[s_scale] is not null, "csat_scale"),
    ];

    private static readonly (NameKind Kind, int Id, int Name)[] s_named =
    [
        (NameKind.Agent, s_agent, Place("agent_name")),
        (NameKind.Queue, s_queue, Place("queue_name")),
        (NameKind.Topic, s_topic, Place("topic_name")),
        (NameKind.Team, s_team, Place("team_name")),
        (NameKind.Division, s_division, Place("division_name")),
    ];

    private static readonly int[] s_ofDetails =
    [
        s_queue, s_media, s_direction, s_topic, s_team, s_division, s_wrapUp, s_customerCount, s_silence, s_overtalk, s_overtalkCount, s_agentSpeech, s_customerSpeech, s_other, s_total,
    ];

    private KnownNames _names = new();
    private string? _template;
    private readonly Dictionary<string, CsatScale> _scales = new(StringComparer.Ordinal);
    private InsightQuery? _query;

    /// <summary>Refuses a file that has not the columns without which there is no row.</summary>
    /// <exception cref="FormatException">One is missing.</exception>
    public static void CheckColumns(IReadOnlyCollection<string?> names)
    {
        foreach (int place in (int[])[s_interaction, s_start, s_end])
        {
            if (!names.Contains(DatasetColumns.All[place].Name))
            {
                throw new FormatException($"It has no column {DatasetColumns.All[place].Name}.");
            }
        }
    }

    /// <exception cref="FormatException">The values are none of a row.</exception>
    public ScoredInsight Make(DatasetRow row)
    {
        string id = row.Text[s_interaction] is { Length: > 0 } text ? text : throw new FormatException("It names no interaction.");
        CheckTexts(row);
        CheckFigures(row);
        LearnNames(row);
        SpeechInsight insight = new(
            QueryOf(row),
            id,
            row.Text[s_agent],
            row.Integer[s_time] is { } time ? new DateTimeOffset(Microseconds.ToTime(time)) : null,
            row.Integer[s_speechCount] is { } mentions ? new SpeechAnalyticsMetric(mentions, row.Real[s_speechSum]) : null,
            row.Integer[s_sentimentCount] is { } scored ? new SentimentMetric(scored, row.Real[s_sentiment]) : null,
            DetailsOf(row),
            _names);
        return new ScoredInsight(insight, row.Text[s_scale] is { } scale ? new CsatScore(id, row.Real[s_csat], ScaleOf(scale), row.Integer[s_surveys] ?? 0, row.Real[s_promoter]) : null);
    }

    // A file may be anybody's; what the module writes has none of these.
    private static void CheckTexts(DatasetRow row)
    {
        foreach (int place in s_texts)
        {
            if (row.Text[place].AsSpan().ContainsAny(HiddenCharacters.OfTexts))
            {
                throw new FormatException($"Its {DatasetColumns.All[place].Name} holds characters that a terminal obeys.");
            }
        }
    }

    private static void CheckFigures(DatasetRow row)
    {
        foreach (int place in s_counts)
        {
            if (row.Integer[place] < 0)
            {
                throw new FormatException($"Its {DatasetColumns.All[place].Name} is negative.");
            }
        }

        foreach (int place in s_reals)
        {
            if (row.Real[place] is { } figure && !double.IsFinite(figure))
            {
                throw new FormatException($"Its {DatasetColumns.All[place].Name} is no finite number.");
            }
        }

        foreach ((int figure, Func<DatasetRow, bool> hasOwner, string owner) in s_owned)
        {
            if (row.Real[figure] is not null && !hasOwner(row))
            {
                throw new FormatException($"It has a {DatasetColumns.All[figure].Name} and no {owner}.");
            }
        }
    }

    // Somebody who was renamed keeps the old name in the rows that have it: those share the names that were known then.
    private void LearnNames(DatasetRow row)
    {
        if (row.Text[s_template] != _template)
        {
            _names = new KnownNames { PageOf = InteractionUriTemplate.Read(row.Text[s_template]) };
            _template = row.Text[s_template];
        }

        foreach ((NameKind kind, int at, int name) in s_named)
        {
            if (row.Text[at] is { } id && _names.Has(kind, id) && _names.Find(kind, id) != row.Text[name])
            {
                _names = _names.WithoutNames();
                break;
            }
        }

        foreach ((NameKind kind, int at, int name) in s_named)
        {
            if (row.Text[at] is { } id && !_names.Has(kind, id))
            {
                _names.Add(kind, id, row.Text[name]);
            }
        }
    }

    private static int Place(string name) => DatasetColumns.PlaceOf(name) is >= 0 and var place ? place : throw new ArgumentException(name);

    private static int[] Places(TableType type) => [.. DatasetColumns.All.Where(column => column.Type == type).Select(static column => Place(column.Name))];

    private static TimeSpan? SpanOf(double? seconds) => seconds is not { } all ? null
        : Math.Abs(all) <= LongestSpanSeconds ? TimeSpan.FromTicks((long)Math.Round(all * TimeSpan.TicksPerSecond))
        : throw new FormatException("It has a span of more than three years.");

    private static InsightDetails? DetailsOf(DatasetRow row)
    {
        foreach (int place in s_ofDetails)
        {
            if (row.Text[place] is not null || row.Real[place] is not null || row.Integer[place] is not null)
            {
                return new InsightDetails
                {
                    QueueId = row.Text[s_queue],
                    MediaType = row.Text[s_media],
                    Direction = row.Text[s_direction],
                    TopicId = row.Text[s_topic],
                    TeamId = row.Text[s_team],
                    DivisionId = row.Text[s_division],
                    WrapUpCode = row.Text[s_wrapUp],
                    CustomerSentiment = row.Integer[s_customerCount] is { } count
                        ? new CustomerSentimentMetric(count, row.Real[s_customer], row.Integer[s_positive] ?? 0, row.Integer[s_negative] ?? 0)
                        : null,
                    SilenceTime = SpanOf(row.Real[s_silence]),
                    OvertalkTime = SpanOf(row.Real[s_overtalk]),
                    OvertalkCount = row.Integer[s_overtalkCount],
                    AgentSpeechTime = SpanOf(row.Real[s_agentSpeech]),
                    CustomerSpeechTime = SpanOf(row.Real[s_customerSpeech]),
                    OtherAudioTime = SpanOf(row.Real[s_other]),
                    TotalTime = SpanOf(row.Real[s_total]),
                };
            }
        }

        return null;
    }

    private CsatScale ScaleOf(string text)
    {
        if (!_scales.TryGetValue(text, out CsatScale? scale))
        {
            _scales[text] = scale = new CsatScale(text);
        }

        return scale;
    }

    // Rows that follow each other are nearly always of one query.
    private InsightQuery QueryOf(DatasetRow row)
    {
        string? model = row.Text[s_model];
        DateTimeOffset start = new(Microseconds.ToTime(row.Integer[s_start] ?? throw new FormatException("It has no query_start.")));
        DateTimeOffset end = new(Microseconds.ToTime(row.Integer[s_end] ?? throw new FormatException("It has no query_end.")));
        if (_query is null || _query.ModelId != model || _query.StartTime != start || _query.EndTime != end)
        {
            try
            {
                _query = new InsightQuery(InputOf(model, start, end), ApiProfile.Platform);
            }
            catch (InsightsException e)
            {
                throw new FormatException(e.Message, e);
            }
        }

        return _query;
    }

    private InsightQueryInput InputOf(string? model, DateTimeOffset start, DateTimeOffset end) => description is null
        ? new InsightQueryInput { ModelId = model, StartTime = start, EndTime = end }
        : new InsightQueryInput
        {
            ModelId = model,
            StartTime = start,
            EndTime = end,
            Topic = description.Topics,
            MinimumSentiment = description.MinimumSentiment,
            Interval = description.Interval,
            Metric = description.Metrics,
            GroupBy = description.Groupings,
            IncludeDetail = description.HasDetail,
            NoName = !description.HasNames,
        };
}
