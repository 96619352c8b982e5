using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.CreateGroupAsync"/>.</summary>
public class CreateGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? Description { get; set; }
    public string? GroupName { get; set; }
    public int? Precedence { get; set; }
    public string? RoleArn { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.CreateGroupAsync"/>.</summary>
public class CreateGroupResponse : AmazonWebServiceResponse
{
    public GroupType? Group { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.GetGroupAsync"/>.</summary>
public class GetGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? GroupName { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.GetGroupAsync"/>.</summary>
public class GetGroupResponse : AmazonWebServiceResponse
{
    public GroupType? Group { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.UpdateGroupAsync"/>.</summary>
public class UpdateGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? Description { get; set; }
    public string? GroupName { get; set; }
    public int? Precedence { get; set; }
    public string? RoleArn { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.UpdateGroupAsync"/>.</summary>
public class UpdateGroupResponse : AmazonWebServiceResponse
{
    public GroupType? Group { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.DeleteGroupAsync"/>.</summary>
public class DeleteGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? GroupName { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.DeleteGroupAsync"/>.</summary>
public class DeleteGroupResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ListGroupsAsync"/>.</summary>
public class ListGroupsRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>0 to 60.</summary>
    public int? Limit { get; set; }
    public string? NextToken { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ListGroupsAsync"/>.</summary>
public class ListGroupsResponse : AmazonWebServiceResponse
{
    public List<GroupType>? Groups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? NextToken { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminAddUserToGroupAsync"/>.</summary>
public class AdminAddUserToGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? GroupName { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminAddUserToGroupAsync"/>.</summary>
public class AdminAddUserToGroupResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminRemoveUserFromGroupAsync"/>.</summary>
public class AdminRemoveUserFromGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? GroupName { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminRemoveUserFromGroupAsync"/>.</summary>
public class AdminRemoveUserFromGroupResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminListGroupsForUserAsync"/>.</summary>
public class AdminListGroupsForUserRequest : AmazonCognitoIdentityProviderRequest
{
    /// <summary>0 to 60.</summary>
    public int? Limit { get; set; }
    public string? NextToken { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminListGroupsForUserAsync"/>.</summary>
public class AdminListGroupsForUserResponse : AmazonWebServiceResponse
{
    public List<GroupType>? Groups { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? NextToken { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ListUsersInGroupAsync"/>.</summary>
public class ListUsersInGroupRequest : AmazonCognitoIdentityProviderRequest
{
    public string? GroupName { get; set; }
    /// <summary>0 to 60.</summary>
    public int? Limit { get; set; }
    public string? NextToken { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ListUsersInGroupAsync"/>.</summary>
public class ListUsersInGroupResponse : AmazonWebServiceResponse
{
    public string? NextToken { get; set; }
    public List<UserType>? Users { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>A group.</summary>
public class GroupType
{
    public DateTime? CreationDate { get; set; }
    public string? Description { get; set; }
    public string? GroupName { get; set; }
    public DateTime? LastModifiedDate { get; set; }
    /// <summary>0 is highest; of several groups the lowest number gives the role.</summary>
    public int? Precedence { get; set; }
    public string? RoleArn { get; set; }
    public string? UserPoolId { get; set; }
}
