namespace Clubshop.Admin.Storage.Sealing;

/// <summary>Nothing can be sealed or opened now: the key service does not answer, or refuses the key. Nothing was written.</summary>
/// <param name="message">What is so and what to change; no content of a field.</param>
/// <param name="mayPass">Whether trying again later may help, with nothing changed.</param>
/// <param name="cause">The key service's own error.</param>
public sealed class SealingUnavailableException(string message, bool mayPass, Exception cause) : Exception(message, cause)
{
    /// <summary>Whether trying again later may help, with nothing changed.</summary>
    public bool MayPass { get; } = mayPass;
}
