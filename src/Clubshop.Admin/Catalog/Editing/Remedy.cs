using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.Editing;

/// <summary>A way out of a refusal, offered beside it: done first, and what was refused is then tried again.</summary>
/// <param name="Text">What the button says: "Publish the shop too".</param>
/// <param name="Done">How it reads once done: "Croma is published".</param>
/// <param name="RunAsync">Does it; the problem that stands in its way, or null.</param>
public sealed record Remedy(string Text, string Done, Func<Actor, CancellationToken, Task<Problem?>> RunAsync);
