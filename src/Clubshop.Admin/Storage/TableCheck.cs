namespace Clubshop.Admin.Storage;

/// <summary>In Aws mode: names missing tables at start, instead of failing at the first page.</summary>
internal sealed class TableCheck(TableSetup tables) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var missing = await tables.MissingAsync(cancellationToken);
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"These tables are missing: {string.Join(", ", missing)}. Create them with \"ops create-tables\", or set Aws:TablePrefix to the prefix of the existing tables.");
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
