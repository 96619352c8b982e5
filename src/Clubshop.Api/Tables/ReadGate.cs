using Amazon.Runtime;
using Clubshop.Api.Catalog;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Tables;

/// <summary>
/// Lets a limited number of reads of DynamoDB through at once, so that a cache that is down does not turn every request into one. A limited
/// number waits a limited time; the rest is refused.
/// </summary>
internal sealed class ReadGate(IOptions<CatalogOptions> options, TimeProvider time) : IDisposable
{
    private readonly CatalogOptions _options = options.Value;
    private readonly SemaphoreSlim _free = new(options.Value.TableReads, options.Value.TableReads);
    private int _waiting;
    private long _failedAt;
    private long _answeredAt;

    /// <summary>Whether the last read was answered; null before the first one.</summary>
    public bool? Answers => (_failedAt, _answeredAt) is (0, 0) ? null : Volatile.Read(ref _answeredAt) >= Volatile.Read(ref _failedAt);

    /// <summary>Reads when it is the turn.</summary>
    /// <exception cref="BusyException">Too many wait, the wait was too long, or DynamoDB did not answer.</exception>
    public async Task<T> ReadAsync<T>(Func<CancellationToken, Task<T>> read, TimeSpan? timeout = null)
    {
        if (!await _free.WaitAsync(TimeSpan.Zero))
            await QueueAsync();
        using var cancel = new CancellationTokenSource(timeout ?? _options.TableTimeout, time);
        try
        {
            var answer = await read(cancel.Token);
            Volatile.Write(ref _answeredAt, time.GetTimestamp());
            return answer;
        }
        catch (Exception failure) when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException)
        {
            Volatile.Write(ref _failedAt, time.GetTimestamp());
            throw new BusyException("DynamoDB does not answer.", failure);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    private async Task QueueAsync()
    {
        if (Interlocked.Increment(ref _waiting) > _options.TableQueue)
        {
            Interlocked.Decrement(ref _waiting);
            throw new BusyException("Too many reads of DynamoDB wait.");
        }

        try
        {
            if (!await _free.WaitAsync(_options.TableWait))
                throw new BusyException("A read of DynamoDB waited too long.");
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }
}
