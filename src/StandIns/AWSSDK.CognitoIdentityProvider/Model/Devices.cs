using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ListDevicesAsync"/>.</summary>
public class ListDevicesRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
    public int? Limit { get; set; }
    public string? PaginationToken { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ListDevicesAsync"/>.</summary>
public class ListDevicesResponse : AmazonWebServiceResponse
{
    public List<DeviceType>? Devices { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? PaginationToken { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminListDevicesAsync"/>.</summary>
public class AdminListDevicesRequest : AmazonCognitoIdentityProviderRequest
{
    public int? Limit { get; set; }
    public string? PaginationToken { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminListDevicesAsync"/>.</summary>
public class AdminListDevicesResponse : AmazonWebServiceResponse
{
    public List<DeviceType>? Devices { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? PaginationToken { get; set; }
}

/// <summary>A remembered device.</summary>
public class DeviceType
{
    public List<AttributeType>? DeviceAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DateTime? DeviceCreateDate { get; set; }
    public string? DeviceKey { get; set; }
    public DateTime? DeviceLastAuthenticatedDate { get; set; }
    public DateTime? DeviceLastModifiedDate { get; set; }
}
