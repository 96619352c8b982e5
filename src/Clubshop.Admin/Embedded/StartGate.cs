namespace Clubshop.Admin.Embedded;

/// <summary>
/// Holds the portal's calls back until the embedded AWS is ready for them, so that the portal can answer its first page at once and
/// nothing else in it has to know that AWS is still starting: those to DynamoDB until the tables are made, the rest (Cognito) until
/// pools and accounts are.
/// </summary>
internal sealed class StartGate : HttpMessageHandler
{
    private readonly TaskCompletionSource<HttpMessageInvoker> _tables = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<HttpMessageInvoker> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether all calls go through.</summary>
    public bool IsOpen => _open.Task.IsCompletedSuccessfully;

    /// <summary>Completes when all calls go through; fails when the start did.</summary>
    public Task WhenOpenAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);

    /// <summary>The tables are there: lets the calls to DynamoDB through, those that wait as well.</summary>
    public void OpenTables(HttpMessageHandler embedded) => _tables.TrySetResult(new HttpMessageInvoker(embedded, disposeHandler: false));

    /// <summary>Lets the rest through.</summary>
    public void Open(HttpMessageHandler embedded) => _open.TrySetResult(new HttpMessageInvoker(embedded, disposeHandler: false));

    /// <summary>The start failed: every call does.</summary>
    public void Fail(Exception reason)
    {
        var failure = new HttpRequestException("The embedded AWS did not start.", reason);
        _tables.TrySetException(failure);
        _open.TrySetException(failure);
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isTables = request.Headers.TryGetValues("X-Amz-Target", out var targets) && targets.First().StartsWith("DynamoDB_", StringComparison.Ordinal);
        var embedded = await (isTables ? _tables : _open).Task.WaitAsync(cancellationToken);
        return await embedded.SendAsync(request, cancellationToken);
    }
}
