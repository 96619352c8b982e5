namespace Clubshop.Aws.Watching;

/// <summary>A cheap call that shows whether a service answers, for when nobody has called it for a while.</summary>
/// <param name="Service">The service's name, as <see cref="ServiceHealth"/> has it.</param>
/// <param name="AskAsync">Makes the call; whatever it throws, the client has counted.</param>
public sealed record ServiceProbe(string Service, Func<CancellationToken, Task> AskAsync);
