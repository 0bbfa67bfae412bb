namespace SpeechInsights.Simulator.Platform;

/// <summary>The five operations of one kind of aggregates.</summary>
internal sealed class AggregateOperations(string path, string permission, ObjectShape query, ObjectShape job)
{
    public Operation Query { get; } = new("POST", path + "/query", permission) { Body = query };

    public Operation CreateJob { get; } = new("POST", path + "/jobs", permission) { Body = job };

    public Operation Job { get; } = new("GET", path + "/jobs/{jobId}", permission);

    public Operation DeleteJob { get; } = new("DELETE", path + "/jobs/{jobId}", permission);

    public Operation Results { get; } = new("GET", path + "/jobs/{jobId}/results", permission) { Query = [FieldShape.Text("cursor")] };

    public IReadOnlyList<Operation> All => [Query, CreateJob, Job, DeleteJob, Results];
}
