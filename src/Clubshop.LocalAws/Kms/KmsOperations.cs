using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Kms;

/// <summary>The operations that use keys: encrypt, decrypt, data keys.</summary>
internal sealed class KmsOperations(KmsState state, KmsNames names)
{
    private const int LargestPlain = 4096;
    private const int LargestCiphertext = 6144;

    public JsonObject Encrypt(KmsInput input)
    {
        var plain = input.Bytes("Plaintext", LargestPlain);
        RefuseOthers(input);
        var key = Usable(names.KeyOf(input.Required("KeyId")));
        return new JsonObject
        {
            ["CiphertextBlob"] = Convert.ToBase64String(Ciphertexts.Encrypt(key, plain, input.Map("EncryptionContext"))),
            ["KeyId"] = names.Arn(key),
            ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
        };
    }

    public JsonObject Decrypt(KmsInput input)
    {
        RefuseOthers(input);
        var (key, plain) = Open(input.Bytes("CiphertextBlob", LargestCiphertext), input.Text("KeyId"), input.Map("EncryptionContext"));
        return new JsonObject
        {
            ["Plaintext"] = Convert.ToBase64String(plain),
            ["KeyId"] = names.Arn(key),
            ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
        };
    }

    public JsonObject ReEncrypt(KmsInput input)
    {
        RefuseOthers(input);
        var (source, plain) = Open(input.Bytes("CiphertextBlob", LargestCiphertext), input.Text("SourceKeyId"), input.Map("SourceEncryptionContext"));
        var target = Usable(names.KeyOf(input.Required("DestinationKeyId")));
        return new JsonObject
        {
            ["CiphertextBlob"] = Convert.ToBase64String(Ciphertexts.Encrypt(target, plain, input.Map("DestinationEncryptionContext"))),
            ["SourceKeyId"] = names.Arn(source),
            ["KeyId"] = names.Arn(target),
            ["SourceEncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
            ["DestinationEncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
        };
    }

    public JsonObject GenerateDataKey(KmsInput input, bool withPlaintext)
    {
        RefuseOthers(input);
        var id = input.Required("KeyId");
        var size = SizeOf(input);
        var key = Usable(names.KeyOf(id));
        var plain = RandomNumberGenerator.GetBytes(size);
        var answer = new JsonObject
        {
            ["CiphertextBlob"] = Convert.ToBase64String(Ciphertexts.Encrypt(key, plain, input.Map("EncryptionContext"))),
            ["KeyId"] = names.Arn(key),
        };
        if (withPlaintext) answer["Plaintext"] = Convert.ToBase64String(plain);
        return answer;
    }

    public static JsonObject GenerateRandom(KmsInput input)
    {
        RefuseOthers(input);
        var size = input.Number("NumberOfBytes") ?? throw KmsException.Missing("numberOfBytes");
        return new JsonObject { ["Plaintext"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(Sized(size))) };
    }

    private static int SizeOf(KmsInput input) => (input.Text("KeySpec"), input.Number("NumberOfBytes")) switch
    {
        ("AES_256", null) => 32,
        ("AES_128", null) => 16,
        (null, { } size) => Sized(size),
        ({ } other, null) => throw KmsException.Validation("keySpec", $"'{other}'", "Member must satisfy enum value set: [AES_256, AES_128]"),
        _ => throw new KmsException("ValidationException", "Please specify either number of bytes or key spec."),
    };

    private static int Sized(int size) => size switch
    {
        < 1 => throw KmsException.Validation("numberOfBytes", $"'{size}'", "Member must have value greater than or equal to 1"),
        > 1024 => throw KmsException.Validation("numberOfBytes", $"'{size}'", "Member must have value less than or equal to 1024"),
        _ => size,
    };

    private (KmsKey Key, byte[] Plain) Open(byte[] blob, string? keyId, IReadOnlyDictionary<string, string> context)
    {
        // A key that is named must exist, whatever the ciphertext is.
        var named = keyId is null ? null : names.KeyOf(keyId);
        if (Ciphertexts.KeyIdOf(blob) is not { } id || state.Find(id) is not { } key) throw KmsException.InvalidCiphertext();
        if (named is not null && named.Id != key.Id) throw KmsException.IncorrectKey();
        Usable(key);
        return (key, Ciphertexts.Decrypt(key, blob, context) ?? throw KmsException.InvalidCiphertext());
    }

    private KmsKey Usable(KmsKey key) => key.State switch
    {
        KmsKeyState.Enabled => key,
        KmsKeyState.Disabled => throw KmsException.Disabled(names.Arn(key)),
        _ => throw KmsException.InvalidState(names.Arn(key), "pending deletion"),
    };

    private static void RefuseOthers(KmsInput input)
    {
        if (input.Has("Recipient") || input.Has("CustomKeyStoreId")) throw KmsException.Unsupported("no enclaves and no key stores");
        foreach (var name in (string[])["EncryptionAlgorithm", "SourceEncryptionAlgorithm", "DestinationEncryptionAlgorithm"])
        {
            if (input.Text(name) is { } algorithm and not "SYMMETRIC_DEFAULT") throw new KmsException("InvalidKeyUsageException", $"{algorithm} is for asymmetric keys.");
        }
        if (input.Flag("DryRun")) throw new KmsException("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
    }
}
