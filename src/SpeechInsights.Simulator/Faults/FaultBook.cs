using System.Text.Json;
using SpeechInsights.Simulator.Http;

namespace SpeechInsights.Simulator.Faults;

/// <summary>The faults ordered. At most one fires per request: the first that is due; all that match count it.</summary>
internal sealed class FaultBook
{
    private readonly object _gate = new();
    private volatile FaultTicket[] _tickets = [];
    private int _lastId;

    internal event Action? Cleared;

    public IReadOnlyList<FaultTicket> Tickets => _tickets;

    public FaultTicket Add(FaultOrder order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order.Skip);
        ArgumentOutOfRangeException.ThrowIfNegative(order.Times);
        ArgumentOutOfRangeException.ThrowIfNegative(order.Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(order.Ms);
        ArgumentOutOfRangeException.ThrowIfNegative(order.Bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(order.Seed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(order.Rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Rate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(order.Status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order.Status, 599);
        lock (_gate)
        {
            FaultTicket ticket = new(++_lastId, order);
            _tickets = [.. _tickets, ticket];
            return ticket;
        }
    }

    /// <summary>Forgets all orders, and what shifted or vanished comes back.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _tickets = [];
        }

        Cleared?.Invoke();
    }

    internal FaultTicket? Take(string method, string path, ApiRoute? route, ReadOnlySpan<byte> body)
    {
        if (_tickets.Length == 0)
        {
            return null;
        }

        int? offset = OffsetOf(body);
        FaultTicket? due = null;
        lock (_gate)
        {
            foreach (FaultTicket ticket in _tickets)
            {
                if (Matches(ticket.Order, method, path, route, offset) && ticket.IsDue())
                {
                    due ??= ticket;
                }
            }

            due?.Fire();
        }

        return due;
    }

    private static bool Matches(FaultOrder order, string method, string path, ApiRoute? route, int? offset) =>
        path.Contains(order.Path, StringComparison.Ordinal)
        && (order.Method is null || string.Equals(order.Method, method, StringComparison.OrdinalIgnoreCase))
        && (order.Offset is null || order.Offset == offset)
        && (!order.NeedsPages || route?.Pages is not null)
        && (order.Kind != FaultKind.Duplicate || offset > 0);

    private static int? OffsetOf(ReadOnlySpan<byte> body)
    {
        try
        {
            Utf8JsonReader reader = new(body);
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("offset"u8))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int offset)
                        ? offset
                        : null;
                }
            }
        }
        catch (JsonException)
        {
            // Not JSON, so there is no offset to match; the endpoint will refuse the body itself.
        }

        return null;
    }
}
