using System.Collections;
using System.Collections.Concurrent;

namespace Clubshop.LocalAws.Cognito.Pools;

/// <summary>
/// Keeps once what all users have alike: the names of attributes, statuses, the pool. A pool of 100,000 read from its log would otherwise have each of them
/// 100,000 times.
/// </summary>
internal static class SharedTexts
{
    // Attribute names and the few values that recur; what somebody makes up beyond that is kept as it is.
    private const int Most = 4096;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>The same user.</summary>
    public static UserRecord Of(UserRecord user) => user with
    {
        PoolId = Of(user.PoolId),
        Sub = user.Sub == user.Username ? user.Username : user.Sub,
        Status = Of(user.Status),
        Attributes = new FewAttributes([.. user.Attributes.Select(pair => KeyValuePair.Create(Of(pair.Key), pair.Value is "true" or "false" ? Of(pair.Value) : pair.Value))]),
        Groups = user.Groups is [] ? [] : user.Groups,
        Factors = user.Factors is [] ? [] : user.Factors,
    };

    private static string Of(string text) => Known.TryGetValue(text, out var known) ? known : Known.Count < Most ? Known.GetOrAdd(text, text) : text;

    /// <summary>A dozen attributes in the order in which they came: looked through, which takes no longer than a hash, in a quarter of the space.</summary>
    private sealed class FewAttributes(KeyValuePair<string, string>[] pairs) : IReadOnlyDictionary<string, string>
    {
        public int Count => pairs.Length;

        public IEnumerable<string> Keys => pairs.Select(pair => pair.Key);

        public IEnumerable<string> Values => pairs.Select(pair => pair.Value);

        public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"There is no attribute {key}.");

        public bool ContainsKey(string key) => TryGetValue(key, out _);

        public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string value)
        {
            foreach (var pair in pairs)
            {
                if (pair.Key != key)
                    continue;
                value = pair.Value;
                return true;
            }

            value = null;
            return false;
        }

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)pairs).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
