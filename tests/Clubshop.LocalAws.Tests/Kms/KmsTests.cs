using System.Text;
using System.Text.Json;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.LocalAws.Tests.Kms;

/// <summary>The embedded KMS through the official SDK: what it makes opens, what was changed does not, and its refusals have KMS's names.</summary>
public sealed class KmsTests : IAsyncLifetime, IDisposable
{
    private static readonly Dictionary<string, string> Context = new(StringComparer.Ordinal) { ["table"] = "customers", ["id"] = "42" };

    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = TestTime.New();
    private LocalAws _aws = null!;
    private AmazonKeyManagementServiceClient _kms = null!;

    public async Task InitializeAsync()
    {
        _aws = await LocalAws.OpenAsync(new LocalAwsOptions { Directory = _folder.Path }, _time, NullLoggerFactory.Instance, CancellationToken.None);
        _kms = new AmazonKeyManagementServiceClient(new BasicAWSCredentials("local", "local"), new AmazonKeyManagementServiceConfig
        {
            ServiceURL = "http://local.aws.invalid",
            AuthenticationRegion = "ap-south-1",
            MaxErrorRetry = 0,
            HttpClientFactory = new OneClient(new HttpClient(_aws.CreateHandler())),
        });
    }

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    public void Dispose()
    {
        _kms.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Key_Made_IsDescribedAndListed()
    {
        var made = (await _kms.CreateKeyAsync(new CreateKeyRequest { Description = "for tests" })).KeyMetadata;

        var described = (await _kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = made.KeyId })).KeyMetadata;

        Assert.Equal($"arn:aws:kms:ap-south-1:000000000000:key/{made.KeyId}", described.Arn);
        Assert.Equal((true, KeyState.Enabled, KeySpec.SYMMETRIC_DEFAULT, "for tests"), (described.Enabled!.Value, described.KeyState, described.KeySpec, described.Description));
        Assert.Equal(_time.GetUtcNow().UtcDateTime, described.CreationDate);
        Assert.Contains((await _kms.ListKeysAsync(new ListKeysRequest())).Keys, key => key.KeyArn == made.Arn);
    }

    [Fact]
    public async Task DataKey_Generated_OpensByItsBlobWithItsContextAlone()
    {
        var key = await KeyAsync("alias/one");
        var made = await _kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = "alias/one", KeySpec = DataKeySpec.AES_256, EncryptionContext = Context });

        var opened = await DecryptAsync(made.CiphertextBlob.ToArray(), Context.Reverse().ToDictionary());

        Assert.Equal(32, made.Plaintext.Length);
        Assert.Equal(made.Plaintext.ToArray(), opened.Plaintext.ToArray());
        Assert.Equal((key.Arn, key.Arn), (made.KeyId, opened.KeyId));
        await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync(made.CiphertextBlob.ToArray(), []));
        await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync(made.CiphertextBlob.ToArray(), new() { ["table"] = "customers", ["id"] = "43" }));
        await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync(made.CiphertextBlob.ToArray(), new() { ["table"] = "customersid", ["i"] = "42" }));
    }

    [Fact]
    public async Task Ciphertext_ChangedInAnyByte_DoesNotOpen()
    {
        await KeyAsync("alias/one");
        var blob = (await EncryptAsync("alias/one", "secret")).CiphertextBlob.ToArray();
        for (var at = 0; at < blob.Length; at++)
        {
            var changed = blob.ToArray();
            changed[at] ^= 0x40;
            await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync(changed, Context));
        }

        await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync(blob[..^1], Context));
        await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync([1], Context));
        Assert.Equal("secret", Text(await DecryptAsync(blob, Context)));
    }

    [Fact]
    public async Task Key_Named_ButAnother_IsIncorrect()
    {
        var (one, two) = (await KeyAsync("alias/one"), await KeyAsync("alias/two"));
        var blob = (await EncryptAsync(one.KeyId, "secret")).CiphertextBlob.ToArray();

        await RefusedAsync<IncorrectKeyException>(() => DecryptAsync(blob, Context, "alias/two"));
        Assert.Equal("secret", Text(await DecryptAsync(blob, Context, one.Arn)));
        Assert.Equal("secret", Text(await DecryptAsync(blob, Context, "arn:aws:kms:ap-south-1:000000000000:alias/one")));
        Assert.NotEqual(one.KeyId, two.KeyId);
    }

    [Theory]
    [InlineData("alias/nobody", "Alias arn:aws:kms:ap-south-1:000000000000:alias/nobody is not found.")]
    [InlineData("5d0ee5ae-a2e1-4b3a-8d5a-7b8a3e8f0001", "Key 'arn:aws:kms:ap-south-1:000000000000:key/5d0ee5ae-a2e1-4b3a-8d5a-7b8a3e8f0001' does not exist")]
    [InlineData("nonsense", "Invalid keyId 'nonsense'")]
    public async Task Key_ThatIsNotThere_IsNotFound(string id, string message)
    {
        var refused = await RefusedAsync<NotFoundException>(() => EncryptAsync(id, "secret"));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public async Task Key_SwitchedOffAndOn_IsRefusedMeanwhile()
    {
        var key = await KeyAsync("alias/one");
        var blob = (await EncryptAsync("alias/one", "secret")).CiphertextBlob.ToArray();
        await _kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key.KeyId });

        var refused = await RefusedAsync<DisabledException>(() => EncryptAsync("alias/one", "more"));
        await RefusedAsync<DisabledException>(() => DecryptAsync(blob, Context));
        await _kms.EnableKeyAsync(new EnableKeyRequest { KeyId = key.KeyId });

        Assert.Equal($"{key.Arn} is disabled.", refused.Message);
        Assert.Equal("secret", Text(await DecryptAsync(blob, Context)));
    }

    [Fact]
    public async Task Key_ScheduledForDeletion_IsGoneAfterItsWindow()
    {
        var key = await KeyAsync("alias/one");
        var blob = (await EncryptAsync("alias/one", "secret")).CiphertextBlob.ToArray();
        await _kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = key.KeyId, PendingWindowInDays = 7 });
        await RefusedAsync<KMSInvalidStateException>(() => DecryptAsync(blob, Context));
        await RefusedAsync<KMSInvalidStateException>(() => _kms.EnableKeyAsync(new EnableKeyRequest { KeyId = key.KeyId }));
        await _kms.CancelKeyDeletionAsync(new CancelKeyDeletionRequest { KeyId = key.KeyId });
        await RefusedAsync<DisabledException>(() => DecryptAsync(blob, Context));
        await _kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = key.KeyId, PendingWindowInDays = 7 });

        _time.Advance(TimeSpan.FromDays(7));

        await RefusedAsync<NotFoundException>(() => _kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = key.KeyId }));
        await RefusedAsync<InvalidCiphertextException>(() => DecryptAsync(blob, Context));
    }

    [Fact]
    public async Task Key_Rotated_OpensWhatItEncryptedBefore()
    {
        var key = await KeyAsync("alias/one");
        var old = (await EncryptAsync("alias/one", "old")).CiphertextBlob.ToArray();
        await _kms.RotateKeyOnDemandAsync(new RotateKeyOnDemandRequest { KeyId = key.KeyId });
        var young = (await EncryptAsync("alias/one", "young")).CiphertextBlob.ToArray();

        Assert.Equal(("old", "young"), (Text(await DecryptAsync(old, Context)), Text(await DecryptAsync(young, Context))));
    }

    [Fact]
    public async Task Ciphertext_ReEncrypted_IsTheOtherKeys()
    {
        var (one, two) = (await KeyAsync("alias/one"), await KeyAsync("alias/two"));
        var old = await EncryptAsync("alias/one", "secret");

        var moved = await _kms.ReEncryptAsync(new ReEncryptRequest
        {
            CiphertextBlob = old.CiphertextBlob,
            SourceEncryptionContext = Context,
            DestinationKeyId = "alias/two",
        });

        Assert.Equal((one.Arn, two.Arn), (moved.SourceKeyId, moved.KeyId));
        Assert.Equal("secret", Text(await DecryptAsync(moved.CiphertextBlob.ToArray(), [])));
    }

    [Fact]
    public async Task Aliases_MadeMovedAndDeleted_AreListed()
    {
        var (one, two) = (await KeyAsync("alias/one"), await KeyAsync("alias/two"));
        await RefusedAsync<AlreadyExistsException>(() => _kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "alias/one", TargetKeyId = two.KeyId }));
        await _kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = "alias/one", TargetKeyId = two.KeyId });
        await _kms.DeleteAliasAsync(new DeleteAliasRequest { AliasName = "alias/two" });

        var listed = (await _kms.ListAliasesAsync(new ListAliasesRequest())).Aliases;

        Assert.Equal([("alias/one", two.KeyId)], listed.Select(alias => (alias.AliasName, alias.TargetKeyId)));
        await RefusedAsync<NotFoundException>(() => _kms.DeleteAliasAsync(new DeleteAliasRequest { AliasName = "alias/two" }));
        await RefusedAsync<AmazonKeyManagementServiceException>(() => _kms.CreateAliasAsync(new CreateAliasRequest { AliasName = "no-prefix", TargetKeyId = one.KeyId }));
    }

    [Fact]
    public async Task Keys_AfterRestart_AreThereAndOpenWhatTheyEncrypted()
    {
        var key = await KeyAsync("alias/one");
        var blob = (await EncryptAsync("alias/one", "secret")).CiphertextBlob.ToArray();
        await _kms.RotateKeyOnDemandAsync(new RotateKeyOnDemandRequest { KeyId = key.KeyId });
        var off = await KeyAsync("alias/off");
        await _kms.DisableKeyAsync(new DisableKeyRequest { KeyId = off.KeyId });
        _kms.Dispose();
        await _aws.DisposeAsync();

        await InitializeAsync();

        Assert.Equal("secret", Text(await DecryptAsync(blob, Context, "alias/one")));
        await RefusedAsync<DisabledException>(() => EncryptAsync("alias/off", "x"));
    }

    [Theory]
    [InlineData("Encrypt", """{"KeyId":"alias/one"}""", "ValidationException")]
    [InlineData("Encrypt", """{"KeyId":"alias/one","Plaintext":""}""", "ValidationException")]
    [InlineData("Encrypt", """{"KeyId":"alias/one","Plaintext":"?"}""", "SerializationException")]
    [InlineData("Encrypt", """{"KeyId":7,"Plaintext":"AAAA"}""", "SerializationException")]
    [InlineData("Encrypt", """{"KeyId":"alias/one","Plaintext":"AAAA","DryRun":true}""", "DryRunOperationException")]
    [InlineData("Encrypt", """{"KeyId":"alias/one","Plaintext":"AAAA","EncryptionAlgorithm":"RSAES_OAEP_SHA_256"}""", "InvalidKeyUsageException")]
    [InlineData("GenerateDataKey", """{"KeyId":"alias/one"}""", "ValidationException")]
    [InlineData("GenerateDataKey", """{"KeyId":"alias/one","NumberOfBytes":1025}""", "ValidationException")]
    [InlineData("GenerateDataKey", """{"KeyId":"alias/one","KeySpec":"AES_256","NumberOfBytes":32}""", "ValidationException")]
    [InlineData("CreateKey", """{"KeySpec":"RSA_2048"}""", "UnsupportedOperationException")]
    [InlineData("CreateKey", """{"Policy":"{}"}""", "UnsupportedOperationException")]
    [InlineData("ScheduleKeyDeletion", """{"KeyId":"alias/one","PendingWindowInDays":6}""", "ValidationException")]
    [InlineData("Sign", """{}""", "UnknownOperationException")]
    [InlineData("Encrypt", """[]""", "SerializationException")]
    [InlineData("Encrypt", "{\"KeyId\":\"\\ud800\",\"Plaintext\":\"AAAA\"}", "SerializationException")]
    [InlineData("Encrypt", "{\"KeyId\":\"alias/one\",\"Plaintext\":\"AAAA\",\"EncryptionContext\":{\"\\udc00\":\"b\"}}", "SerializationException")]
    [InlineData("CreateAlias", "{\"AliasName\":\"alias/two\\n\",\"TargetKeyId\":\"5d0ee5ae-a2e1-4b3a-8d5a-7b8a3e8f0001\"}", "ValidationException")]
    [InlineData("Encrypt", """{""", "SerializationException")]
    public async Task Request_ThatIsWrong_IsRefusedByName(string operation, string body, string name)
    {
        await KeyAsync("alias/one");

        var answer = await SendAsync(operation, body, signed: true);

        Assert.Equal((400, name), (answer.Status, Name(answer)));
    }

    [Fact]
    public async Task Request_Unsigned_IsRefused() =>
        Assert.Equal("MissingAuthenticationTokenException", Name(await SendAsync("ListKeys", "{}", signed: false)));

    [Theory]
    [InlineData(FaultKind.Throttling, "ThrottlingException")]
    [InlineData(FaultKind.InternalError, "KMSInternalException")]
    public async Task Kms_WithFaults_RefusesByItsOwnNames(FaultKind kind, string name)
    {
        _aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = kind, Operation = "ListKeys" }] });

        Assert.Equal(name, Name(await SendAsync("ListKeys", "{}", signed: true)));
    }

    private static string Name(WireResponse answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("__type").GetString()!;

    private static string Text(DecryptResponse answer) => Encoding.UTF8.GetString(answer.Plaintext.ToArray());

    private static async Task<T> RefusedAsync<T>(Func<Task> call)
        where T : AmazonServiceException => await Assert.ThrowsAsync<T>(call);

    private async Task<KeyMetadata> KeyAsync(string alias)
    {
        var key = (await _kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata;
        await _kms.CreateAliasAsync(new CreateAliasRequest { AliasName = alias, TargetKeyId = key.KeyId });
        return key;
    }

    private Task<EncryptResponse> EncryptAsync(string key, string plain) => _kms.EncryptAsync(
        new EncryptRequest { KeyId = key, Plaintext = new MemoryStream(Encoding.UTF8.GetBytes(plain)), EncryptionContext = Context });

    private Task<DecryptResponse> DecryptAsync(byte[] blob, Dictionary<string, string> context, string? key = null) => _kms.DecryptAsync(
        new DecryptRequest { CiphertextBlob = new MemoryStream(blob), EncryptionContext = context, KeyId = key });

    private async Task<WireResponse> SendAsync(string operation, string body, bool signed)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Amz-Target"] = "TrentService." + operation };
        if (signed) headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=local/20261121/ap-south-1/kms/aws4_request, SignedHeaders=host, Signature=0";
        return await _aws.AnswerAsync(new WireRequest("POST", "/", headers, Encoding.UTF8.GetBytes(body)), CancellationToken.None);
    }

    private sealed class OneClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
