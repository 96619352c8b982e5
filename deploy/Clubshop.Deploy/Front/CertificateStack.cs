using Amazon.CDK;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.Route53;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.Front;

/// <summary>
/// CloudFront's certificate (requirements W4, O3). CloudFront takes it from <c>us-east-1</c> alone: the one thing outside of India, and it holds no data.
/// It renews itself.
/// </summary>
public sealed class CertificateStack : Stack
{
    /// <summary>The certificate.</summary>
    public CertificateStack(Construct scope, EnvironmentSettings settings)
        : base(scope, "certificate", Blueprint.PropsOf(settings, "certificate", "CloudFront's certificate", "us-east-1"))
    {
        var certificate = new Certificate(this, "Certificate", new CertificateProps
        {
            DomainName = settings.Domain,
            SubjectAlternativeNames = ["*." + settings.Domain],
            Validation = CertificateValidation.FromDns(HostedZone.FromHostedZoneAttributes(
                this, "Zone", new HostedZoneAttributes { HostedZoneId = settings.HostedZone, ZoneName = settings.Domain })),
        });
        _ = new CfnOutput(this, "CertificateArn", new CfnOutputProps { Value = certificate.CertificateArn, Description = "The setting certificate of the environment" });
    }
}
