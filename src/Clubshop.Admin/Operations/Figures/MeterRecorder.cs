using System.Diagnostics.Metrics;
using Clubshop.Admin.Common;
using Clubshop.Aws.Watching;

namespace Clubshop.Admin.Operations.Figures;

/// <summary>
/// Writes what the portal's meters say into the <see cref="FigureBook"/>, for the page Operations. It needs no collector and sends nothing.
/// </summary>
internal sealed class MeterRecorder : IHostedService, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private readonly FigureBook _book;
    private readonly TimeProvider _time;
    private readonly MeterListener _listener = new();
    private ITimer? _timer;

    public MeterRecorder(FigureBook book, IMeterFactory meters, TimeProvider time)
    {
        (_book, _time) = (book, time);
        // A meter of another host in this process has another factory as its scope.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is PortalMeter.Name or AwsMeters.Name && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, meters)))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        _timer = _time.CreateTimer(_ => Observe(), null, TimeSpan.Zero, Look);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is { } timer)
            await timer.DisposeAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer?.Dispose();
        _listener.Dispose();
    }

    /// <summary>Asks the gauges once.</summary>
    internal void Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // One that cannot answer, as while the host stops; the others have been asked.
        }
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var tag = TagOf(tags);
        switch (instrument)
        {
            case Histogram<double>:
                _book.Observe(instrument.Name, tag, value);
                break;
            case ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double>:
                _book.AddTotal(instrument.Name, tag, value);
                break;
            case { IsObservable: true }:
                _book.Set(instrument.Name, tag, value);
                break;
            default:
                _book.Add(instrument.Name, tag, value);
                break;
        }
    }

    // The values alone, in the order in which they are given, which is the same for an instrument.
    private static string TagOf(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.Length switch
    {
        0 => "",
        1 => tags[0].Value?.ToString() ?? "",
        2 => $"{tags[0].Value} {tags[1].Value}",
        _ => string.Join(' ', tags.ToArray().Select(tag => tag.Value)),
    };
}
