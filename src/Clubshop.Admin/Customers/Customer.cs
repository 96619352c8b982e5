using Clubshop.Admin.Customers.Reveal;

namespace Clubshop.Admin.Customers;

/// <summary>A field of personal data; masked until it is revealed.</summary>
public enum CustomerField
{
    Name,
    Email,
    Phone,
    UserName,
    Birthdate,
    Address,
}

/// <summary>A customer as stored in Cognito, unmasked. Used only inside the services; pages get <see cref="CustomerView"/>.</summary>
internal sealed record Customer
{
    public required string Sub { get; init; }

    public required string UserName { get; init; }

    /// <summary>Cognito's attributes by name.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Cognito's UserStatus; may be one that this portal does not know.</summary>
    public required string Status { get; init; }

    public required bool Enabled { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Active second factors by their Cognito names; empty when they were not requested.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    public string? Email => Attributes.GetValueOrDefault("email");

    public string? Phone => Attributes.GetValueOrDefault("phone_number");

    public bool EmailVerified => Email is not null && Attributes.GetValueOrDefault("email_verified") == "true";

    public bool PhoneVerified => Phone is not null && Attributes.GetValueOrDefault("phone_number_verified") == "true";

    public bool HasAuthenticator => Factors.Contains("SOFTWARE_TOKEN_MFA", StringComparer.Ordinal);

    /// <summary>The masked name, which everybody who helps customers may see.</summary>
    public string MaskedName => Mask.Name(
        Attributes.GetValueOrDefault("name"), Attributes.GetValueOrDefault("given_name"), Attributes.GetValueOrDefault("family_name"));

    /// <summary>The unmasked field; null when the customer has none.</summary>
    public string? Value(CustomerField field) => field switch
    {
        CustomerField.Name => FullName,
        CustomerField.Email => Email,
        CustomerField.Phone => Phone,
        CustomerField.UserName => UserName == Sub ? null : UserName,
        CustomerField.Birthdate => Attributes.GetValueOrDefault("birthdate"),
        CustomerField.Address => Attributes.GetValueOrDefault("address"),
        _ => null,
    };

    /// <summary>The masked field; null when the customer has none.</summary>
    public string? Masked(CustomerField field) => Value(field) is not { Length: > 0 } value ? null : field switch
    {
        CustomerField.Name => MaskedName,
        CustomerField.Email => Mask.Email(value),
        CustomerField.Phone => Mask.Phone(value),
        CustomerField.UserName => Mask.UserName(value),
        CustomerField.Birthdate => Mask.Birthdate(value),
        _ => Mask.All(),
    };

    private string? FullName
    {
        get
        {
            if (Attributes.GetValueOrDefault("name") is { Length: > 0 } name)
                return name;

            var both = string.Join(' ', new[] { Attributes.GetValueOrDefault("given_name"), Attributes.GetValueOrDefault("family_name") }.OfType<string>());
            return both.Length > 0 ? both : null;
        }
    }

    /// <summary>Only the customer number, so that no log prints personal data by accident.</summary>
    public override string ToString() => $"Customer {{ {Sub} }}";
}
