using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Kms;
using Clubshop.LocalAws.Tests.Fuzzing;
using Clubshop.LocalAws.Wire;
using CsCheck;

namespace Clubshop.LocalAws.Tests.Kms;

/// <summary>Whatever is asked is answered or refused in the service's own form, and what it encrypts it opens again.</summary>
public sealed class KmsFuzzTests
{
    private static readonly (string Operation, string Body)[] Right =
    [
        ("Encrypt", """{"KeyId":"alias/one","Plaintext":"AAAA","EncryptionContext":{"a":"b"},"EncryptionAlgorithm":"SYMMETRIC_DEFAULT"}"""),
        ("Decrypt", """{"CiphertextBlob":"{blob}","KeyId":"{key}","EncryptionContext":{"a":"b"}}"""),
        ("ReEncrypt", """{"CiphertextBlob":"{blob}","SourceEncryptionContext":{"a":"b"},"DestinationKeyId":"alias/one"}"""),
        ("GenerateDataKey", """{"KeyId":"arn:aws:kms:ap-south-1:000000000000:key/{key}","KeySpec":"AES_256"}"""),
        ("GenerateDataKeyWithoutPlaintext", """{"KeyId":"arn:aws:kms:ap-south-1:000000000000:alias/one","NumberOfBytes":64}"""),
        ("GenerateRandom", """{"NumberOfBytes":16}"""),
        ("CreateKey", """{"Description":"a","KeySpec":"SYMMETRIC_DEFAULT","KeyUsage":"ENCRYPT_DECRYPT","Origin":"AWS_KMS","MultiRegion":false}"""),
        ("DescribeKey", """{"KeyId":"{key}"}"""),
        ("ListKeys", """{"Limit":10,"Marker":"x"}"""),
        ("ListAliases", """{"KeyId":"{key}"}"""),
        ("EnableKey", """{"KeyId":"{key}"}"""),
        ("RotateKeyOnDemand", """{"KeyId":"{key}"}"""),
        ("CreateAlias", """{"AliasName":"alias/two","TargetKeyId":"{key}"}"""),
        ("UpdateAlias", """{"AliasName":"alias/two","TargetKeyId":"{key}"}"""),
        ("DeleteAlias", """{"AliasName":"alias/two"}"""),
        ("DisableKey", """{"KeyId":"5d0ee5ae-a2e1-4b3a-8d5a-7b8a3e8f0001"}"""),
        ("ScheduleKeyDeletion", """{"KeyId":"5d0ee5ae-a2e1-4b3a-8d5a-7b8a3e8f0001","PendingWindowInDays":7}"""),
        ("CancelKeyDeletion", """{"KeyId":"{key}"}"""),
    ];

    [Fact]
    public Task Request_OfAnyOperation_IsAnsweredInTheServicesForm()
    {
        var world = new Renewed<World>(NewAsync, cases: 2_000);
        return Gen.Select(Gen.OneOf(Right), Mutations.Changes(Mutations.Json), Gen.Int[0, 9], Gen.Bool).SampleAsync(async (request, changes, other, latin) =>
        {
            var there = await world.GetAsync();
            var body = request.Body.Replace("{key}", there.Key, StringComparison.Ordinal).Replace("{blob}", there.Blob, StringComparison.Ordinal);
            body = changes.Aggregate(body, (text, change) => change.Apply(text));
            var operation = other == 0 ? Right[changes.Length].Operation : request.Operation;
            await AnsweredAsync(there.Service, operation, Mutations.Bytes(body, latin));
        });
    }

    [Fact]
    public Task Encrypt_OfAnything_OpensWithItsContextAlone()
    {
        var world = new Renewed<World>(NewAsync);
        return Gen.Select(Gen.Byte.Array[1, 60], Gen.Dictionary(Gen.String[0, 5], Gen.String[0, 5])[0, 3], Gen.String[0, 3]).SampleAsync(async (plain, context, more) =>
        {
            var service = (await world.GetAsync()).Service;
            var request = new JsonObject { ["KeyId"] = "alias/one", ["Plaintext"] = Convert.ToBase64String(plain), ["EncryptionContext"] = ContextOf(context) };
            if (await AnsweredAsync(service, "Encrypt", JsonSerializer.SerializeToUtf8Bytes(request)) is not { } encrypted) return;

            var open = new JsonObject { ["CiphertextBlob"] = (string)encrypted["CiphertextBlob"]!, ["EncryptionContext"] = ContextOf(context) };
            Assert.Equal(Convert.ToBase64String(plain), (string)(await AnsweredAsync(service, "Decrypt", JsonSerializer.SerializeToUtf8Bytes(open)))!["Plaintext"]!);

            if (open["EncryptionContext"]!.AsObject().ContainsKey("k" + more)) return;
            open["EncryptionContext"]!["k" + more] = more;
            Assert.Null(await AnsweredAsync(service, "Decrypt", JsonSerializer.SerializeToUtf8Bytes(open)));
        });
    }

    private static JsonObject ContextOf(Dictionary<string, string> context) => new(context.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    private static async Task<World> NewAsync()
    {
        var service = new KmsService("ap-south-1", TestTime.New());
        service.Attach(new MemoryStateLog());
        var made = await AnsweredAsync(service, "CreateKey", "{}"u8.ToArray());
        var key = (string)made!["KeyMetadata"]!["KeyId"]!;
        await AnsweredAsync(service, "CreateAlias", System.Text.Encoding.UTF8.GetBytes($$"""{"AliasName":"alias/one","TargetKeyId":"{{key}}"}"""));
        var blob = await AnsweredAsync(service, "Encrypt", """{"KeyId":"alias/one","Plaintext":"AAAA","EncryptionContext":{"a":"b"}}"""u8.ToArray());
        return new World(service, key, (string)blob!["CiphertextBlob"]!);
    }

    // The answer's body; null for a refusal. Anything but the two fails the test.
    private static async Task<JsonNode?> AnsweredAsync(KmsService service, string operation, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Amz-Target"] = "TrentService." + operation,
            ["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/kms/aws4_request, SignedHeaders=host, Signature=b",
        };
        var answer = await service.AnswerAsync(new WireRequest("POST", "/", headers, body), CancellationToken.None);
        var read = answer.Body.IsEmpty ? new JsonObject() : JsonNode.Parse(answer.Body.Span);
        if (answer.Status == 200) return read;
        Assert.Equal(400, answer.Status);
        Assert.EndsWith("Exception", (string)read!["__type"]!, StringComparison.Ordinal);
        return null;
    }

    private sealed record World(KmsService Service, string Key, string Blob);
}
