namespace SpeechInsights.Csat.Uncertainty;

/// <summary>
/// What the influences of each conversation's rows add up to. Their squares, summed, are the variance of a figure where
/// conversations are independent of each other and the rows of one are not (Huber 1967; Liang and Zeger 1986).
/// </summary>
internal sealed class ConversationSums
{
    private const int FirstPass = (int)AccuracyFigure.PearsonR + 1;

    private readonly double[] _squares = new double[Enum.GetValues<AccuracyFigure>().Length];
    private readonly double[]?[] _taken = new double[Enum.GetValues<AccuracyFigure>().Length][];
    private readonly List<double[]> _kept = [];
    private readonly List<ulong> _keys = [];
    private readonly bool _keeps;
    private double[] _sums = new double[FirstPass];
    private double _sensitivity;
    private double _specificity;
    private int _size;
    private bool _hasPositive;
    private bool _hasNegative;

    /// <param name="keeps">Whether each conversation's sums are kept, to be compared with another set's.</param>
    public ConversationSums(bool keeps) => _keeps = keeps;

    /// <summary>Conversations.</summary>
    public int Count { get; private set; }

    /// <summary>The most rows that one conversation has.</summary>
    public int Largest { get; private set; }

    /// <summary>Conversations with a score above the threshold.</summary>
    public int WithPositive { get; private set; }

    /// <summary>Conversations with a score that is not above it.</summary>
    public int WithNegative { get; private set; }

    public double SensitivitySquares { get; private set; }

    public double SpecificitySquares { get; private set; }

    /// <summary>What the squares of Pearson's correlation would be if each row were a conversation.</summary>
    public double PearsonRowSquares { get; private set; }

    /// <summary>The conversations' keys, where sums are kept.</summary>
    public IReadOnlyList<ulong> Keys => _keys;

    /// <summary>The summed squares of a figure.</summary>
    public double Squares(AccuracyFigure figure) => _squares[(int)figure];

    /// <summary>What a conversation moves a figure by, where sums are kept; 0 where the figure is not defined.</summary>
    public double Kept(AccuracyFigure figure, int conversation) =>
        (int)figure < FirstPass ? _kept[conversation][(int)figure] : _taken[(int)figure]?[conversation] ?? 0;

    /// <summary>Adds up the figures of the table and Pearson's correlation. Afterwards each row has the number of its conversation, in the order of the keys.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="table">What a row of each kind moves.</param>
    /// <param name="moments">The rows' moments.</param>
    /// <param name="pearson">Their correlation, or null.</param>
    /// <param name="sentimentThreshold">Sentiment above it is positive.</param>
    /// <param name="csatThreshold">Scores above it are positive.</param>
    public void Read(RatedRows rows, TableInfluence table, CoMoments moments, double? pearson, double sentimentThreshold, double csatThreshold)
    {
        RowRuns<ulong, RowColumns.Conversation> runs = rows.ByConversation();
        while (runs.MoveNext())
        {
            bool isOwn = ConversationKey.IsOwn(runs.Key);
            for (int segment = 0; segment < runs.SegmentCount; segment++)
            {
                foreach (ref RatedRow row in runs.Segment(segment))
                {
                    bool actual = row.Csat > csatThreshold;
                    Add(table, (int)ConfusionCounts.CellOf(row.Sentiment > sentimentThreshold, actual), actual);
                    if (pearson is double r)
                    {
                        double influence = CorrelationInfluence.Of(moments.StandardX(row.Sentiment), moments.StandardY(row.Csat), r) / rows.Count;
                        _sums[(int)AccuracyFigure.PearsonR] += influence;
                        PearsonRowSquares += influence * influence;
                    }

                    row.Conversation = (ulong)Count;
                    if (isOwn)
                    {
                        EndConversation(runs.Key);
                    }
                }
            }

            if (!isOwn)
            {
                EndConversation(runs.Key);
            }
        }
    }

    /// <summary>Takes the sums of a figure that was computed apart.</summary>
    public void Take(AccuracyFigure figure, double[] sums)
    {
        double squares = 0;
        foreach (double sum in sums)
        {
            squares += sum * sum;
        }

        _squares[(int)figure] = squares;
        _taken[(int)figure] = _keeps ? sums : null;
    }

    private void Add(TableInfluence table, int cell, bool actual)
    {
        _size++;
        _hasPositive |= actual;
        _hasNegative |= !actual;
        _sums[(int)AccuracyFigure.AgreementRate] += table.Agreement[cell];
        _sums[(int)AccuracyFigure.BalancedAccuracy] += table.Balanced[cell];
        _sums[(int)AccuracyFigure.CohensKappa] += table.Kappa[cell];
        _sums[(int)AccuracyFigure.MatthewsCorrelation] += table.Matthews[cell];
        _sensitivity += table.Sensitivity[cell];
        _specificity += table.Specificity[cell];
    }

    private void EndConversation(ulong key)
    {
        Count++;
        Largest = Math.Max(Largest, _size);
        WithPositive += _hasPositive ? 1 : 0;
        WithNegative += _hasNegative ? 1 : 0;
        SensitivitySquares += _sensitivity * _sensitivity;
        SpecificitySquares += _specificity * _specificity;
        for (int figure = 0; figure < FirstPass; figure++)
        {
            _squares[figure] += _sums[figure] * _sums[figure];
        }

        if (_keeps)
        {
            _keys.Add(key);
            _kept.Add(_sums);
            _sums = new double[FirstPass];
        }
        else
        {
            Array.Clear(_sums);
        }

        (_size, _sensitivity, _specificity, _hasPositive, _hasNegative) = (0, 0, 0, false, false);
    }
}
