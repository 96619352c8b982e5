#!/bin/bash
# What a server does when it starts: the program's archive, its configuration, the service, the agent for logs and figures. Then it waits until
# it is ready and healthy, and says so; the servers of the version before go after that. The lines above this one set the variables.
set -euo pipefail

done_with() {
  local outcome=$?
  /opt/aws/bin/cfn-signal --exit-code "$outcome" --stack "$STACK" --resource "$GROUP" --region "$REGION" || true
}
trap done_with EXIT

token=$(curl -fsS -X PUT http://169.254.169.254/latest/api/token -H 'X-aws-ec2-metadata-token-ttl-seconds: 300')
address=$(curl -fsS -H "X-aws-ec2-metadata-token: $token" http://169.254.169.254/latest/meta-data/local-ipv4)

# The user that the service runs as can read its program and write its log, and nothing else.
id clubshop >/dev/null 2>&1 || useradd --system --home-dir /opt/clubshop --shell /sbin/nologin clubshop
install -d -o root -g clubshop -m 0750 /opt/clubshop /etc/clubshop
install -d -o clubshop -g clubshop -m 0750 /var/log/clubshop
aws s3 cp --only-show-errors "s3://$ARTIFACTS/$PROCESS/$VERSION.tar.gz" - | tar -xz -C /opt/clubshop --no-same-owner

# Between balancer and server, inside the network: a certificate of this machine's own, which the balancer does not check.
openssl req -x509 -newkey rsa:2048 -nodes -days 400 -subj "/CN=$address" -keyout /etc/clubshop/tls.key -out /etc/clubshop/tls.pem 2>/dev/null
chgrp clubshop /etc/clubshop/tls.*
chmod 0640 /etc/clubshop/tls.*

# Who stands in front: the balancer in the DMZ, and CloudFront.
cloudfront=$(aws ec2 get-managed-prefix-list-entries --region "$REGION" --prefix-list-id "$CLOUDFRONT" --query 'Entries[].Cidr' --output text | tr -s '[:space:]' ',')

umask 0137
{
  echo "$SETTINGS"
  echo "ASPNETCORE_ENVIRONMENT=Production"
  echo "DOTNET_ROOT=/opt/clubshop/dotnet"
  echo "Kestrel__Certificates__Default__Path=/etc/clubshop/tls.pem"
  echo "Kestrel__Certificates__Default__KeyPath=/etc/clubshop/tls.key"
  echo "Proxies=$DMZ,${cloudfront%,}"
  echo "AllowedHosts=$HOSTS;$address"
  if [ -n "$STAFF_CLIENT" ]; then
    echo "AWS__UserPoolClientSecret=$(aws cognito-idp describe-user-pool-client --region "$REGION" --user-pool-id "$STAFF_POOL" --client-id "$STAFF_CLIENT" --query UserPoolClient.ClientSecret --output text)"
  fi
  if [ -n "$SECRET" ]; then
    aws secretsmanager get-secret-value --region "$REGION" --secret-id "$SECRET" --query SecretString --output text |
      python3 -c 'import json,sys; s=json.load(sys.stdin); print("DataProtection__CertificateBase64="+s["certificate"]); print("DataProtection__CertificatePassword="+s["password"]); [print(f"DataProtection__OldCertificatesBase64__{n}={old}") for n, old in enumerate(s.get("old", []))]'
  fi
} >/etc/clubshop/settings
chgrp clubshop /etc/clubshop/settings
umask 0022

cat >/etc/systemd/system/clubshop.service <<UNIT
[Unit]
Description=Clubshop $PROCESS $VERSION
After=network-online.target
Wants=network-online.target

[Service]
User=clubshop
EnvironmentFile=/etc/clubshop/settings
WorkingDirectory=/opt/clubshop/app
ExecStart=/opt/clubshop/dotnet/dotnet /opt/clubshop/app/$PROGRAM.dll
StandardOutput=append:/var/log/clubshop/$PROCESS.log
StandardError=inherit
Restart=always
RestartSec=5
KillSignal=SIGTERM
TimeoutStopSec=210
LimitNOFILE=65536
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
ReadWritePaths=/var/log/clubshop

[Install]
WantedBy=multi-user.target
UNIT

# A command of the portal on this machine, with its settings: sudo clubshop-ops doctor
cat >/usr/local/sbin/clubshop-ops <<'OPS'
#!/bin/bash
set -a
. <(sed -E "s/^([^=]+)=(.*)$/\1='\2'/" /etc/clubshop/settings)
cd /opt/clubshop/app
exec runuser -u clubshop --preserve-environment -- /opt/clubshop/dotnet/dotnet Clubshop.Admin.dll ops "$@"
OPS
chmod 0750 /usr/local/sbin/clubshop-ops

cat >/etc/logrotate.d/clubshop <<'ROTATE'
/var/log/clubshop/*.log {
  hourly
  size 100M
  rotate 5
  compress
  copytruncate
  missingok
}
ROTATE

dnf install -y -q amazon-cloudwatch-agent
cat >/opt/aws/amazon-cloudwatch-agent/etc/clubshop.json <<AGENT
{
  "agent": { "metrics_collection_interval": 60, "omit_hostname": true },
  "metrics": {
    "namespace": "$FIGURES",
    "aggregation_dimensions": [["Group"]],
    "metrics_collected": {
      "mem": { "measurement": ["mem_used_percent"], "append_dimensions": { "Group": "$PROCESS" } },
      "disk": { "measurement": ["disk_used_percent"], "resources": ["/"], "append_dimensions": { "Group": "$PROCESS" } },
      "otlp": { "grpc_endpoint": "127.0.0.1:4317", "http_endpoint": "127.0.0.1:4318" }
    }
  },
  "logs": { "logs_collected": { "files": { "collect_list": [
    { "file_path": "/var/log/clubshop/$PROCESS.log", "log_group_name": "$LOG_GROUP", "log_stream_name": "{instance_id}", "timezone": "UTC" }
  ] } } }
}
AGENT
/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/opt/aws/amazon-cloudwatch-agent/etc/clubshop.json

systemctl daemon-reload
systemctl enable --now clubshop

for attempt in $(seq 1 100); do
  curl -fsk "$SCHEME://$address:$PORT/health/ready" >/dev/null && break
  [ "$attempt" -lt 100 ] || exit 1
  sleep 3
done
# The balancer asks every ten seconds and believes the second answer.
sleep 45
