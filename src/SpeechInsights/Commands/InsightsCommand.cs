using System.ComponentModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using SpeechInsights.Declarations;
using SpeechInsights.Errors;
using SpeechInsights.Insights;

namespace SpeechInsights.Commands;

/// <summary>What all cmdlets share: stopping, background work, and the way of failures to error records.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InsightsCommand : PSCmdlet, IDisposable
{
    // A few batches ahead keep both sides at work; more would only hold rows.
    private const int QueueCapacity = 64;

    private readonly CancellationTokenSource _stop = new();
    private Action? _process;
    private bool _showsProgress;

    /// <summary>Cancelled by Ctrl+C.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>Objects that were given to the pipeline; one that ends it is among them.</summary>
    protected long EmittedCount { get; private set; }

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Guard(() =>
    {
        CheckProfile();
        Begin();
    });

    /// <inheritdoc/>
    [MethodImpl(HotPath.Optimized)]
    protected sealed override void ProcessRecord() => Guard(_process ??= Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(End);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command had just ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Refuses what the session's profile does not serve, before anything else is looked at.</summary>
    private protected virtual void CheckProfile()
    {
    }

    private protected virtual void Begin()
    {
    }

    private protected virtual void Process()
    {
    }

    private protected virtual void End()
    {
    }

    /// <summary>Told before a failure ends the command.</summary>
    private protected virtual void OnFailed(Exception error)
    {
    }

    private protected virtual void Dispose(bool disposing) => _stop.Dispose();

    private protected PipelineSink CreateSink(CancellationToken stop, int capacity = QueueCapacity) =>
        new(IsOn("Verbose", "VerbosePreference"), IsOn("Debug", "DebugPreference"), capacity) { Stop = stop };

    /// <summary>Runs work in the background and writes what it has on this thread, until it ends.</summary>
    private protected void Pump(Func<PipelineSink, CancellationToken, Task> work)
    {
        using PipelineSink sink = CreateSink(StopToken);
        Pump(sink, work);
    }

    /// <summary>The same with a sink that may hold something already; it takes nothing more afterwards.</summary>
    private protected void Pump(PipelineSink sink, Func<PipelineSink, CancellationToken, Task> work)
    {
        using CancellationTokenSource scope = CancellationTokenSource.CreateLinkedTokenSource(StopToken);
        sink.Stop = scope.Token;
        Task task = Task.Run(
            async () =>
            {
                try
                {
                    await work(sink, scope.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (e is not (InsightsException or OperationCanceledException))
                {
                    throw new InsightsException(
                        InsightsError.UnexpectedError,
                        $"Something went wrong that should not have ({e.GetType().Name}).",
                        "Please report it, with the output of Get-Error.",
                        innerException: e);
                }
                finally
                {
                    sink.Complete();
                }
            },
            CancellationToken.None);
        try
        {
            foreach (PipelineItem item in sink.TakeAll())
            {
                Write(item);
            }
        }
        catch
        {
            scope.Cancel();
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            _ = task.Exception;
            throw;
        }
        finally
        {
            EndProgress();
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for work on this thread, and shows what there is to see meanwhile.</summary>
    [MethodImpl(HotPath.Optimized)]
    private protected T Await<T>(Task<T> work, PipelineSink sink)
    {
        if (!work.IsCompleted)
        {
            WatchWhile(work, sink);
        }

        return work.GetAwaiter().GetResult();
    }

    private protected void Drain(PipelineSink sink)
    {
        while (sink.TryTake(out PipelineItem item))
        {
            Write(item);
        }
    }

    [MethodImpl(HotPath.Optimized)]
    private protected void Emit(object row)
    {
        EmittedCount++;
        WriteObject(row);
    }

    [MethodImpl(HotPath.Optimized)]
    private protected void Write(PipelineItem item)
    {
        switch (item.Kind)
        {
            case PipelineItemKind.Rows:
                IReadOnlyList<object> rows = (IReadOnlyList<object>)item.Content;
                for (int i = 0; i < rows.Count; i++)
                {
                    Emit(rows[i]);
                }

                item.Written?.Invoke();
                break;
            case PipelineItemKind.Error:
                WriteError(((InsightsException)item.Content).ToErrorRecord());
                break;
            case PipelineItemKind.Verbose:
                WriteVerbose((string)item.Content);
                break;
            case PipelineItemKind.Debug:
                WriteDebug((string)item.Content);
                break;
            case PipelineItemKind.Warning:
                WriteWarning((string)item.Content);
                break;
            case PipelineItemKind.Notice:
                // As Write-Host does: seen whatever the preferences are, and still to be redirected.
                WriteInformation(new HostInformationMessage { Message = (string)item.Content }, ["PSHOST"]);
                break;
            case PipelineItemKind.Progress:
                ShowProgress((WorkProgress)item.Content);
                break;
        }
    }

    private protected void EndProgress()
    {
        if (_showsProgress)
        {
            _showsProgress = false;
            WriteProgress(new ProgressRecord(ActivityId, CommandName, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    private protected string CommandName => MyInvocation.MyCommand.Name;

    private protected bool IsBound(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private int ActivityId => CmdletDeclaration.Of(GetType()).ActivityId;

    [MethodImpl(HotPath.Optimized)]
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (InsightsException e)
        {
            OnFailed(e);
            ThrowTerminatingError(e.ToErrorRecord());
        }
    }

    private void WatchWhile(Task work, PipelineSink sink)
    {
        while (Task.WaitAny([work], WorkProgress.Pause) < 0)
        {
            Drain(sink);
            if (sink.Progress.IsDue())
            {
                ShowProgress(sink.Progress);
            }
        }
    }

    private void ShowProgress(WorkProgress progress)
    {
        _showsProgress = true;
        WriteProgress(progress.Render(ActivityId, CommandName));
    }

    private bool IsOn(string parameter, string preference)
    {
        if (MyInvocation.BoundParameters.TryGetValue(parameter, out object? bound))
        {
            return bound is SwitchParameter { IsPresent: true };
        }

        object? value = GetVariableValue(preference);
        return value is not null && Enum.TryParse(value.ToString(), out ActionPreference action)
            && action is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore);
    }
}
