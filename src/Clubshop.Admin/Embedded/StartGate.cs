namespace Clubshop.Admin.Embedded;

/// <summary>
/// Holds the portal's AWS calls until the embedded AWS is ready, so that the portal can answer its first page at once and nothing else has to
/// know that AWS is still starting. Calls to DynamoDB wait for the tables; all others (Cognito) wait for pools and accounts.
/// </summary>
internal sealed class StartGate : HttpMessageHandler
{
    private readonly TaskCompletionSource<HttpMessageInvoker> _tables = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<HttpMessageInvoker> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether all calls pass.</summary>
    public bool IsOpen => _open.Task.IsCompletedSuccessfully;

    /// <summary>Completes when all calls pass; fails when the start failed.</summary>
    public Task WhenOpenAsync(CancellationToken cancellationToken) => _open.Task.WaitAsync(cancellationToken);

    /// <summary>Lets calls to DynamoDB pass, including waiting ones: the tables exist.</summary>
    public void OpenTables(HttpMessageHandler embedded) => _tables.TrySetResult(new HttpMessageInvoker(embedded, disposeHandler: false));

    /// <summary>Lets all calls pass.</summary>
    public void Open(HttpMessageHandler embedded) => _open.TrySetResult(new HttpMessageInvoker(embedded, disposeHandler: false));

    /// <summary>Makes every call fail, because the start failed.</summary>
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
