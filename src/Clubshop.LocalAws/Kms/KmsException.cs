namespace Clubshop.LocalAws.Kms;

/// <summary>A refusal of the service: the name and text that the caller sees.</summary>
internal sealed class KmsException(string name, string? message, int status = 400) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The error's bare name, such as <c>NotFoundException</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The text that is sent; null for an error that the service sends without one.</summary>
    public string? Text { get; } = message;

    public static KmsException Validation(string member, string value, string constraint) =>
        new("ValidationException", $"1 validation error detected: Value {value} at '{member}' failed to satisfy constraint: {constraint}");

    public static KmsException Missing(string member) => Validation(member, "null", "Member must not be null");

    public static KmsException NoKey(string arn) => new("NotFoundException", $"Key '{arn}' does not exist");

    public static KmsException NoAlias(string arn) => new("NotFoundException", $"Alias {arn} is not found.");

    public static KmsException Disabled(string arn) => new("DisabledException", $"{arn} is disabled.");

    public static KmsException InvalidState(string arn, string state) => new("KMSInvalidStateException", $"{arn} is {state}.");

    /// <summary>Changed, with another context, or of a deleted key: the service does not say which.</summary>
    public static KmsException InvalidCiphertext() => new("InvalidCiphertextException", null);

    public static KmsException IncorrectKey() => new(
        "IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");

    public static KmsException Unsupported(string what) => new("UnsupportedOperationException", $"The embedded KMS has {what}.");

    public static KmsException Internal() => new("KMSInternalException", "The change could not be stored.", 500);
}
