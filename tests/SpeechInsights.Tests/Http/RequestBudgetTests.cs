using SpeechInsights.Http;
using SpeechInsights.Tests.Fakes;
using Xunit;

namespace SpeechInsights.Tests.Http;

public sealed class RequestBudgetTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly RequestBudget _budget;

    public RequestBudgetTests() => _budget = new RequestBudget(_time, s_minute);

    [Fact]
    public async Task A_job_of_fewer_than_the_limit_never_waits()
    {
        _budget.SetLimit(300);
        await SendAsync(300);
        Assert.Empty(_time.Pending);
    }

    [Fact]
    public async Task One_more_waits_until_the_first_is_a_minute_and_a_second_old()
    {
        _budget.SetLimit(20);
        await SendAsync(10);
        _time.Advance(TimeSpan.FromSeconds(5));
        await SendAsync(10);
        Task waiting = SendAsync(1);
        await _time.WaitForTimersAsync();
        Assert.Equal(TimeSpan.FromSeconds(56), _time.Pending[0]);
        _time.Advance(TimeSpan.FromSeconds(55.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await waiting;
    }

    [Fact]
    public async Task Never_are_there_more_than_the_limit_in_any_minute()
    {
        _budget.SetLimit(7);
        List<DateTimeOffset> sent = [];
        Task all = Task.Run(async () =>
        {
            for (int i = 0; i < 40; i++)
            {
                await _budget.WaitAsync(RunContext.Silent(), TestContext.Current.CancellationToken);
                lock (sent)
                {
                    sent.Add(_time.GetUtcNow());
                }
            }
        });
        await _time.PassAsync(all);
        Assert.All(sent, at => Assert.InRange(sent.Count(other => other >= at && other < at + s_minute), 1, 7));
    }

    [Fact]
    public async Task A_refusal_makes_everybody_wait_and_halves_the_limit_once_a_window()
    {
        _budget.SetLimit(300);
        await SendAsync(5);
        _budget.OnThrottled(TimeSpan.FromSeconds(20));
        _budget.OnThrottled(TimeSpan.FromSeconds(10));
        Assert.Equal(150, _budget.Effective);
        Task waiting = Task.WhenAll(SendAsync(1), SendAsync(1));
        await _time.WaitForTimersAsync();
        Assert.Equal(TimeSpan.FromSeconds(20), _time.Pending[0]);
        _time.Advance(TimeSpan.FromSeconds(20));
        await waiting;
    }

    [Fact]
    public async Task The_limit_is_not_halved_below_its_floor_and_comes_back_by_tenths()
    {
        _budget.SetLimit(40);
        for (int i = 0; i < 4; i++)
        {
            _budget.OnThrottled(null);
            _time.Advance(s_minute);
        }

        // 20, then 24 -> 12, 16 -> 10 (floor): each clean minute gave four back, each refusal halved.
        Assert.InRange(_budget.Effective, RequestBudget.Floor, 20);
        for (int i = 0; i < 8; i++)
        {
            _time.Advance(s_minute);
            await SendAsync(1);
        }

        Assert.Equal(40, _budget.Effective);
    }

    [Fact]
    public async Task What_the_server_says_counts_more()
    {
        _budget.SetLimit(300);
        await SendAsync(1);
        _budget.OnAnswered();
        _budget.OnHeaders(count: 58, allowed: 60, TimeSpan.FromSeconds(30));
        Assert.Equal(60, _budget.Effective);
        await SendAsync(2);
        Task third = SendAsync(1);
        await _time.WaitForTimersAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), _time.Pending[0]);
        _time.Advance(TimeSpan.FromSeconds(30));
        await third;
    }

    [Fact]
    public async Task What_is_under_way_counts_where_the_server_has_not_counted_it_yet()
    {
        _budget.SetLimit(100);
        await SendAsync(3);
        _budget.OnAnswered();
        _budget.OnHeaders(count: 56, allowed: 60, TimeSpan.FromSeconds(30));
        await SendAsync(2);
        Task third = SendAsync(1);
        await _time.WaitForTimersAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), _time.Pending[0]);
        _time.Advance(TimeSpan.FromSeconds(30));
        await third;
    }

    [Fact]
    public async Task Without_a_limit_a_pause_holds_all_the_same()
    {
        _budget.SetLimit(0);
        await SendAsync(1000);
        _budget.OnThrottled(TimeSpan.FromSeconds(3));
        Task waiting = SendAsync(1);
        await _time.WaitForTimersAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        await waiting;
        Assert.Equal(0, _budget.Effective);
    }

    [Fact]
    public async Task A_waiter_that_gives_up_does_not_hold_up_the_others()
    {
        _budget.SetLimit(10);
        await SendAsync(10);
        using CancellationTokenSource stop = new();
        Task first = _budget.WaitAsync(RunContext.Silent(), stop.Token).AsTask();
        Task second = SendAsync(1);
        await _time.WaitForTimersAsync();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await _time.WaitForTimersAsync();
        _time.Advance(TimeSpan.FromSeconds(61));
        await second;
    }

    [Fact]
    public async Task A_wait_of_less_than_a_timers_unit_is_slept_too()
    {
        _budget.SetLimit(1);
        await SendAsync(1);
        _time.Advance(TimeSpan.FromSeconds(61) - TimeSpan.FromTicks(1));
        Task waiting = Task.Run(() => SendAsync(1));
        await _time.WaitForTimersAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting;
    }

    [Fact]
    public void A_count_far_over_what_is_allowed_holds_everybody()
    {
        _budget.SetLimit(0);
        for (int i = 0; i < 4; i++)
        {
            Assert.True(_budget.WaitAsync(RunContext.Silent(), CancellationToken.None).IsCompleted);
        }

        _budget.OnHeaders(count: int.MaxValue, allowed: 1, TimeSpan.FromSeconds(30));
        using CancellationTokenSource stop = new();
        Assert.False(_budget.WaitAsync(RunContext.Silent(), stop.Token).IsCompleted);
        stop.Cancel();
    }

    [Fact]
    public async Task What_is_left_is_what_the_server_told_less_what_was_sent_since()
    {
        Assert.Null(_budget.Left);
        _budget.OnHeaders(count: 40, allowed: 100, TimeSpan.FromSeconds(30));
        Assert.Equal(60, _budget.Left);
        await SendAsync(3);
        Assert.Equal(57, _budget.Left);
        _budget.OnHeaders(count: 120, allowed: 100, TimeSpan.FromSeconds(30));
        Assert.Equal(0, _budget.Left);
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(_budget.Left);
    }

    [Fact]
    public void Sessions_with_the_same_client_share_one()
    {
        RequestBudgets budgets = new(_time, s_minute);
        Assert.Same(budgets.Get("a", "c"), budgets.Get("a", "c"));
        Assert.NotSame(budgets.Get("a", "c"), budgets.Get("b", "c"));
        Assert.NotSame(budgets.Get("a", "c"), budgets.Get("a", "d"));
    }

    private async Task SendAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await _budget.WaitAsync(RunContext.Silent(), TestContext.Current.CancellationToken);
        }
    }
}
