namespace Clubshop.Admin.Tests.Testing;

/// <summary>Tests that measure what happens within seconds, or how much memory is in use: one after the other and after all others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
