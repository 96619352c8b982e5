using Clubshop.Admin.Customers.Reveal;

namespace Clubshop.Admin.Customers;

/// <summary>A field of personal data, masked until it is revealed.</summary>
public enum CustomerField
{
    Name,
    Email,
    Phone,
    UserName,
    Birthdate,
    Address,
}

/// <summary>A customer as Cognito has them, in clear. Stays inside the services: pages get <see cref="CustomerView"/>.</summary>
internal sealed record Customer
{
    public required string Sub { get; init; }

    public required string UserName { get; init; }

    /// <summary>Cognito's attributes by name.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>Cognito's UserStatus, also one that this portal does not know.</summary>
    public required string Status { get; init; }

    public required bool Enabled { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Factors switched on, as Cognito names them; empty where they were not asked for.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];

    public string? Email => Attributes.GetValueOrDefault("email");

    public string? Phone => Attributes.GetValueOrDefault("phone_number");

    public bool EmailVerified => Email is not null && Attributes.GetValueOrDefault("email_verified") == "true";

    public bool PhoneVerified => Phone is not null && Attributes.GetValueOrDefault("phone_number_verified") == "true";

    public bool HasAuthenticator => Factors.Contains("SOFTWARE_TOKEN_MFA", StringComparer.Ordinal);

    /// <summary>The name as it may be shown to anybody who helps customers.</summary>
    public string MaskedName => Mask.Name(
        Attributes.GetValueOrDefault("name"), Attributes.GetValueOrDefault("given_name"), Attributes.GetValueOrDefault("family_name"));

    /// <summary>The field in clear; null where there is none.</summary>
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

    /// <summary>The field masked; null where there is none.</summary>
    public string? Masked(CustomerField field) => Value(field) is not { Length: > 0 } value ? null : field switch
    {
        CustomerField.Name => MaskedName,
        CustomerField.Email => Mask.Email(value),
        CustomerField.Phone => Mask.Phone(value),
        CustomerField.UserName => Mask.UserName(value),
        CustomerField.Birthdate => Mask.Birthdate(value),
        _ => Mask.All(),
    };

    private string? FullName => Attributes.GetValueOrDefault("name") is { Length: > 0 } name
        ? name
        : string.Join(' ', new[] { Attributes.GetValueOrDefault("given_name"), Attributes.GetValueOrDefault("family_name") }.OfType<string>()) is { Length: > 0 } both ? both : null;

    /// <summary>The attributes alone say who somebody is; nothing of a customer is printed by accident.</summary>
    public override string ToString() => $"Customer {{ {Sub} }}";
}
