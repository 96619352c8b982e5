using Amazon.CDK;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.People;

/// <summary>Who signs in (requirements S27, S31, U1): staff and customers, each in a user pool.</summary>
public sealed class IdentityStack : Stack
{
    /// <summary>The pools.</summary>
    public IdentityStack(Construct scope, EnvironmentSettings settings)
        : base(scope, "identity", Blueprint.PropsOf(settings, "identity", "User pools of staff and customers"))
    {
        Staff = new StaffPool(this, settings);
        Customers = new CustomerPool(this, settings);
        _ = new CfnOutput(this, "StaffPoolId", new CfnOutputProps { Value = Staff.Pool.UserPoolId });
        _ = new CfnOutput(this, "StaffClientId", new CfnOutputProps { Value = Staff.Client.UserPoolClientId });
        _ = new CfnOutput(this, "CustomerPoolId", new CfnOutputProps { Value = Customers.Pool.UserPoolId });
        _ = new CfnOutput(this, "CustomerClientId", new CfnOutputProps { Value = Customers.Client.UserPoolClientId });
    }

    /// <summary>Of the portal.</summary>
    public StaffPool Staff { get; }

    /// <summary>Of Clubshop.</summary>
    public CustomerPool Customers { get; }
}
