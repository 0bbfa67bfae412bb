using SpeechInsights.Http;
using SpeechInsights.Tests.Engine;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Http;

/// <summary>How a budget halves and comes back to the number, and what is told of a wait.</summary>
public sealed class BudgetWaitTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly RequestBudget _budget;
    private readonly RecordingTrace _trace = new();
    private readonly RunContext _run;

    public BudgetWaitTests()
    {
        _budget = new RequestBudget(_time, s_minute);
        _run = new RunContext(_trace);
    }

    [Fact]
    public async Task A_wait_for_the_limit_is_told_by_the_limit()
    {
        _budget.SetLimit(2);
        await SendAsync(2);
        await _time.PassAsync(SendAsync(1));
        Assert.Equal([("the limit of 2 requests a minute", TimeSpan.FromSeconds(61))], _trace.Waits);
        Assert.Equal(["Waiting 61.0 s for the request budget."], _trace.Verbose);
    }

    [Fact]
    public async Task A_pause_that_grows_is_waited_for_whole_and_told_once()
    {
        _budget.OnThrottled(TimeSpan.FromSeconds(3));
        Task waiting = SendAsync(1);
        await _time.WaitForTimersAsync();
        _budget.OnThrottled(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(3));
        await _time.WaitForTimersAsync(remaining: static wait => wait > TimeSpan.Zero);
        _time.Advance(TimeSpan.FromSeconds(6.999));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.001));
        await waiting;
        Assert.Equal([("the pause that the server asked for", TimeSpan.FromSeconds(3)), ("the pause that the server asked for", TimeSpan.FromSeconds(7))], _trace.Waits);
        Assert.Equal(["Waiting 3.0 s for the request budget."], _trace.Verbose);
    }

    [Fact]
    public async Task What_the_server_has_counted_is_told_as_its_own_and_not_as_a_limit_of_ours()
    {
        _budget.OnHeaders(count: 60, allowed: 60, TimeSpan.FromSeconds(30));
        await _time.PassAsync(SendAsync(1));
        Assert.Equal([("the end of the server's own count", TimeSpan.FromSeconds(30))], _trace.Waits);
        await SendAsync(100);
        Assert.Single(_trace.Waits);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_sent_at_the_end_of_a_wait_counts_as_sent(bool isPause)
    {
        _budget.SetLimit(1);
        if (isPause)
        {
            _budget.OnThrottled(TimeSpan.FromSeconds(30));
        }
        else
        {
            _budget.OnHeaders(count: 60, allowed: 60, TimeSpan.FromSeconds(30));
        }

        await _time.PassAsync(SendAsync(1));
        await _time.PassAsync(SendAsync(1));
        Assert.Equal([TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(61)], _trace.Waits.Select(static wait => wait.Time));
    }

    [Theory]
    [InlineData(true, "the pause that the server asked for")]
    [InlineData(false, "the end of the server's own count")]
    public async Task One_wait_behind_another_is_told_by_its_own_reason(bool isPause, string reason)
    {
        _budget.SetLimit(1);
        await SendAsync(1);
        if (isPause)
        {
            _budget.OnThrottled(TimeSpan.FromSeconds(30));
        }
        else
        {
            _budget.OnHeaders(count: 60, allowed: 60, TimeSpan.FromSeconds(30));
        }

        await _time.PassAsync(SendAsync(1));
        Assert.Equal([(reason, TimeSpan.FromSeconds(30)), ("the limit of 1 requests a minute", TimeSpan.FromSeconds(31))], _trace.Waits);
    }

    [Fact]
    public async Task A_wait_is_told_to_the_verbose_stream_only_where_it_is_read()
    {
        _trace.IsVerbose = false;
        _budget.OnThrottled(TimeSpan.FromSeconds(3));
        await _time.PassAsync(SendAsync(1));
        Assert.Empty(_trace.Verbose);
        Assert.Single(_trace.Waits);
    }

    [Fact]
    public void The_limit_halves_once_a_minute_and_not_below_ten()
    {
        _budget.SetLimit(45);
        _budget.OnThrottled(null);
        Assert.Equal(22, _budget.Effective);
        _time.Advance(s_minute - TimeSpan.FromMilliseconds(1));
        _budget.OnThrottled(null);
        Assert.Equal(22, _budget.Effective);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _budget.OnThrottled(null);
        Assert.Equal(11, _budget.Effective);
        _time.Advance(s_minute);
        _budget.OnThrottled(null);
        Assert.Equal(10, _budget.Effective);
        Assert.Empty(_time.Pending);
    }

    [Fact]
    public void A_limit_below_ten_stays_as_it_is()
    {
        _budget.SetLimit(6);
        _budget.OnThrottled(null);
        Assert.Equal(6, _budget.Effective);
    }

    [Fact]
    public async Task A_tenth_comes_back_each_minute_without_a_refusal()
    {
        _budget.SetLimit(100);
        _budget.OnThrottled(null);
        int[] expected = [50, 50, 60, 60, 70, 100, 100];
        TimeSpan[] steps = [TimeSpan.Zero, TimeSpan.FromSeconds(59.9), TimeSpan.FromSeconds(0.1), TimeSpan.FromSeconds(59.9), TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(3), s_minute];
        for (int i = 0; i < expected.Length; i++)
        {
            _time.Advance(steps[i]);
            await SendAsync(1);
            Assert.Equal(expected[i], _budget.Effective);
        }
    }

    [Fact]
    public async Task After_it_came_back_a_refusal_halves_it_anew()
    {
        _budget.SetLimit(100);
        _budget.OnThrottled(null);
        _time.Advance(TimeSpan.FromMinutes(5));
        await SendAsync(1);
        Assert.Equal(100, _budget.Effective);
        _budget.OnThrottled(null);
        Assert.Equal(50, _budget.Effective);
    }

    [Fact]
    public async Task What_is_sent_within_the_halved_limit_only_waits_beyond_it()
    {
        _budget.SetLimit(40);
        _budget.OnThrottled(null);
        await SendAsync(20);
        Task waiting = SendAsync(1);
        await _time.WaitForTimersAsync();
        Assert.Equal(TimeSpan.FromSeconds(61), _time.Pending[0]);
        await _time.PassAsync(waiting);
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(100, 100)]
    [InlineData(500, 100)]
    public void What_the_server_allows_counts_up_to_the_limit_that_was_set(int allowed, int effective)
    {
        _budget.SetLimit(100);
        _budget.OnThrottled(null);
        _budget.OnHeaders(1, allowed, s_minute);
        Assert.Equal(effective, _budget.Effective);
        _budget.OnThrottled(null);
        Assert.Equal(effective / 2, _budget.Effective);
    }

    [Fact]
    public async Task Without_a_limit_the_servers_count_sets_none()
    {
        _budget.OnHeaders(1, 2, TimeSpan.FromSeconds(1));
        Assert.Equal(0, _budget.Effective);
        await SendAsync(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(100);
        Assert.Empty(_trace.Waits);
    }

    [Fact]
    public void A_new_limit_forgets_that_the_old_one_was_halved()
    {
        _budget.SetLimit(100);
        _budget.OnThrottled(null);
        _budget.SetLimit(80);
        Assert.Equal(80, _budget.Effective);
        _budget.OnThrottled(null);
        Assert.Equal(40, _budget.Effective);
    }

    [Fact]
    public void What_has_its_answer_is_not_under_way_any_more()
    {
        Assert.True(_budget.WaitAsync(_run, CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(_budget.WaitAsync(_run, CancellationToken.None).IsCompletedSuccessfully);
        _budget.OnHeaders(10, 100, s_minute);
        Assert.Equal(88, _budget.Left);
        _budget.OnAnswered();
        _budget.OnHeaders(10, 100, s_minute);
        Assert.Equal(89, _budget.Left);
        _budget.OnAnswered();
        _budget.OnHeaders(100, 100, s_minute);
        Assert.Equal(0, _budget.Left);
    }

    [Fact]
    public void The_processs_budgets_are_a_minute_long_on_the_clock_on_the_wall()
    {
        RequestBudget budget = RequestBudgets.Process.Get("budget-wait-tests.example.com", Guid.NewGuid().ToString());
        budget.SetLimit(1);
        Assert.True(budget.WaitAsync(_run, CancellationToken.None).IsCompletedSuccessfully);
        using CancellationTokenSource stop = new();
        Assert.False(budget.WaitAsync(_run, stop.Token).IsCompleted);
        Assert.InRange(_trace.Waits.Single().Time.TotalSeconds, 50, 61);
        stop.Cancel();
    }

    [Fact]
    public void A_run_keeps_the_first_correlation_ids_and_the_last()
    {
        Assert.Same(_trace, _run.Trace);
        for (int i = 1; i <= 7; i++)
        {
            _run.AddCorrelationId($"c-{i}");
        }

        Assert.Equal(["c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "c-7"], _run.GetCorrelationIds());
        for (int i = 8; i <= 11; i++)
        {
            _run.AddCorrelationId($"c-{i}");
        }

        Assert.Equal(["c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "c-7", "c-11"], _run.GetCorrelationIds());
    }

    [Fact]
    public void A_silent_run_is_read_by_nobody()
    {
        IRunTrace trace = RunContext.Silent().Trace;
        Assert.Equal((false, false), (trace.IsVerbose, trace.IsDebug));
        trace.WriteWarning("a");
        trace.ReportProgress(1, 2);
        trace.ReportWaiting("a", s_minute);
    }

    private async Task SendAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _budget.WaitAsync(_run, TestContext.Current.CancellationToken);
        }
    }
}
