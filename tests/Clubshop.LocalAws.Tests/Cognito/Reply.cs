#pragma warning disable CA1507 // The strings are names of the wire; members here may be called otherwise tomorrow.
using System.Text.Json;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>An answer, read.</summary>
internal sealed class Reply
{
    public Reply(WireResponse response)
    {
        Response = response;
        Json = response.Body.IsEmpty ? default : JsonDocument.Parse(response.Body).RootElement;
    }

    public WireResponse Response { get; }

    public JsonElement Json { get; }

    public int Status => Response.Status;

    /// <summary>The error's name, or null for a success.</summary>
    public string? Error => Status == 200 ? null : Json.GetProperty("__type").GetString();

    public string? Message => Json.GetProperty("message").GetString();

    public string? ChallengeName => Text("ChallengeName");

    public string? Session => Text("Session");

    public string AccessToken => Json.GetProperty("AuthenticationResult").GetProperty("AccessToken").GetString()!;

    public string IdToken => Json.GetProperty("AuthenticationResult").GetProperty("IdToken").GetString()!;

    public string RefreshToken => Json.GetProperty("AuthenticationResult").GetProperty("RefreshToken").GetString()!;

    public bool HasTokens => Json.TryGetProperty("AuthenticationResult", out _);

    public string? Text(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) ? value.GetString() : null;

    public string Parameter(string name) => Json.GetProperty("ChallengeParameters").GetProperty(name).GetString()!;

    /// <summary>Fails the test unless this is the error with the text.</summary>
    public void Refuses(string error, string? message = null)
    {
        Assert.Equal(error, Error);
        if (message is not null)
            Assert.Equal(message, Message);
        Assert.Equal(400, Status);
        Assert.Equal(error + ":", Response.Headers["x-amzn-errortype"]);
    }

    /// <summary>Fails the test unless this is a success.</summary>
    public Reply Ok()
    {
        Assert.True(Status == 200, $"{Status} {(Json.ValueKind == JsonValueKind.Object ? Json.ToString() : "")}");
        return this;
    }
}
