using Amazon.Runtime;

namespace Amazon.Pinpoint;

/// <summary>Base of every request.</summary>
public class AmazonPinpointRequest : AmazonWebServiceRequest;
