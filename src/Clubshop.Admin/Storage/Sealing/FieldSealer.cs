using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>
/// Seals fields that hold personal data, one by one (envelope encryption): AES-256-GCM under a data key that KMS made and only KMS can
/// open, bound to the field's place. Data keys are kept in the system table, opened once and cached, so that opening fifty thousand
/// fields asks KMS as often as there are data keys among them. Safe for concurrent use. No text of a field goes into a log or an
/// exception.
/// </summary>
public sealed partial class FieldSealer(KeyRing ring, ILogger<FieldSealer> logger)
{
    /// <summary>Seals a text for a place. Sealing the same text twice gives two different ones.</summary>
    /// <exception cref="SealingUnavailableException">The key service does not answer, or refuses the key.</exception>
    /// <exception cref="ArgumentException">The text is no valid UTF-16.</exception>
    public async Task<string> SealAsync(string plain, FieldPlace place, CancellationToken cancellationToken) =>
        (await ring.CurrentAsync(cancellationToken)).Seal(plain, place);

    /// <summary>
    /// Opens what was sealed for the same place; null when it was sealed for another one, was changed, or its key is gone: a page then
    /// says that the field cannot be read.
    /// </summary>
    /// <exception cref="SealingUnavailableException">The key service does not answer, or refuses the key.</exception>
    public async Task<string?> OpenAsync(string sealedText, FieldPlace place, CancellationToken cancellationToken)
    {
        var id = DataKey.IdOf(sealedText);
        var key = id is null ? null : await ring.FindAsync(id, cancellationToken);
        var plain = key?.Open(sealedText, place);
        if (plain is null)
            LogUnreadable(place.Table, place.RecordId, place.Field, id is null ? "is no sealed text" : key is null ? "names a key that is gone" : "was changed or moved");
        return plain;
    }

    /// <summary>
    /// A mark by which a text is found again without storing it: the same for the same text and purpose, telling nothing of it to anyone without
    /// the key (HMAC-SHA-256, 43 letters of base64url). Its key never changes: marks that are stored stay good.
    /// </summary>
    /// <param name="plain">The text, already in the one form that it is compared in (a phone number as E.164, an email in lower case).</param>
    /// <param name="purpose">What it is for, such as <c>registry-phone</c>: marks for two purposes have nothing in common.</param>
    /// <exception cref="InvalidOperationException"><see cref="ReadyAsync"/> was not awaited before.</exception>
    public string Fingerprint(string plain, string purpose)
    {
        var text = Encoding.UTF8.GetBytes($"{purpose.Length}:{purpose}{plain}");
        Span<byte> mark = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(ring.FingerprintKey(), text, mark);
        CryptographicOperations.ZeroMemory(text);
        return Base64Url.EncodeToString(mark);
    }

    /// <summary>Loads the key that <see cref="Fingerprint"/> needs; await it before. The portal also does so at its start.</summary>
    /// <exception cref="SealingUnavailableException">The key service does not answer, or refuses the key.</exception>
    public Task ReadyAsync(CancellationToken cancellationToken) => ring.LoadFingerprintKeyAsync(cancellationToken);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "A sealed field cannot be read: {Field} of {Table} {RecordId} {Why}")]
    private partial void LogUnreadable(Table table, string recordId, string field, string why);
}
