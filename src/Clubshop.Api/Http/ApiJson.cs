using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.Api.Coupons;
using Clubshop.Api.Health;

namespace Clubshop.Api.Http;

/// <summary>
/// The API's JSON, but for the catalog's. What is read is read strictly: an unknown member, one that occurs twice and one of another type are refused, so
/// that a misspelt one is not lost silently.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 4)]
[JsonSerializable(typeof(ApiProblem))]
[JsonSerializable(typeof(ReadyAnswer))]
[JsonSerializable(typeof(CouponAnswer))]
[JsonSerializable(typeof(CouponsAnswer))]
[JsonSerializable(typeof(RedeemBody))]
[JsonSerializable(typeof(RedeemAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    private static ApiJson? _relaxed;

    /// <summary>Writes letters of every script as they are: an answer is never put into a page.</summary>
    public static ApiJson Relaxed => _relaxed ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
