using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Coupons.Bench;

/// <summary>Leads the SDK's requests to the embedded AWS in its own process, and lets some of them fail on the way when it is told to.</summary>
internal sealed class RottenWire : DelegatingHandler
{
    private readonly Uri _address;
    private readonly int _degree;

    public RottenWire(Uri address, int degree)
        : base(new SocketsHttpHandler()) => (_address, _degree) = (address, degree);

    public bool IsRotten { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = new Uri(_address, request.RequestUri!.PathAndQuery);
        request.Headers.Host = _address.Authority; // the embedded AWS answers to loopback names alone
        var dice = IsRotten && _degree > 0 ? RandomNumberGenerator.GetInt32(100) : 99;
        if (dice < 2)
            return new(HttpStatusCode.BadRequest)
            {
                Content = new StringContent(
                    """{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"injected"}""", Encoding.UTF8, "application/x-amz-json-1.0"),
            };

        var response = await base.SendAsync(request, cancellationToken);
        if (dice != 2)
            return response;
        response.Dispose();
        throw new HttpRequestException("connection reset (injected)");
    }
}
