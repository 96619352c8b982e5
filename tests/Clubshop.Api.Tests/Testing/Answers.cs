using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.Api.Tests.Testing;

/// <summary>Reads answers.</summary>
public static class Answers
{
    /// <summary>Its JSON, after a status of 200.</summary>
    public static async Task<JsonObject> JsonAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await asked;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>The code of a problem, after this status; it has the type of problems, and repeats nothing.</summary>
    public static async Task<string> ProblemAsync(this Task<HttpResponseMessage> asked, HttpStatusCode status)
    {
        using var response = await asked;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(problem.GetProperty("detail").GetString()));
        return problem.GetProperty("code").GetString()!;
    }

    /// <summary>Asks again until the answer is so; what takes longer than 5 seconds fails.</summary>
    /// <remarks>What is answered until then may be a refusal; the last answer must not be one.</remarks>
    public static async Task<JsonObject> UntilAsync(Func<Task<HttpResponseMessage>> ask, Func<JsonObject, bool> so)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var response = await ask();
            var text = await response.Content.ReadAsStringAsync();
            var last = TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(5);
            Assert.True(response.IsSuccessStatusCode || !last, $"{response.StatusCode}: {text}");
            if (last || (response.IsSuccessStatusCode && so(JsonNode.Parse(text)!.AsObject())))
                return JsonNode.Parse(text)!.AsObject();
        }
    }

    /// <summary>The ids of a page's items.</summary>
    public static IReadOnlyList<string> Ids(this JsonObject page) => [.. page["items"]!.AsArray().Select(item => (string)item!["id"]!)];
}
