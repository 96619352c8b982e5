namespace Clubshop.Admin.Embedded;

/// <summary>
/// Holds the portal's calls back until the embedded AWS is open and its tables, pools and accounts are made, so that the portal
/// can answer its first page at once and nothing else in it has to know that AWS is still starting.
/// </summary>
internal sealed class StartGate : HttpMessageHandler
{
    private readonly TaskCompletionSource<HttpMessageInvoker> _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether calls go through.</summary>
    public bool IsOpen => _open.Task.IsCompletedSuccessfully;

    /// <summary>Lets the calls through, those that wait as well.</summary>
    public void Open(HttpMessageHandler embedded) => _open.TrySetResult(new HttpMessageInvoker(embedded, disposeHandler: false));

    /// <summary>The start failed: every call does.</summary>
    public void Fail(Exception reason) => _open.TrySetException(new HttpRequestException("The embedded AWS did not start.", reason));

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var embedded = await _open.Task.WaitAsync(cancellationToken);
        return await embedded.SendAsync(request, cancellationToken);
    }
}
