using System.Security.Cryptography;

namespace Clubshop.Admin.Ui.Feedback;

/// <summary>Short references that a person can read to support over the phone; each is logged with its exception.</summary>
public static class SupportReference
{
    // Without 0, O, 1, I, L: they are misread.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Six characters in two groups, such as 7Q4-K2M.</summary>
    public static string New()
    {
        var characters = RandomNumberGenerator.GetString(Alphabet, 6);
        return characters[..3] + "-" + characters[3..];
    }
}
