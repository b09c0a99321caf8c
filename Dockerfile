# One image for every process of shailoo. Debian, because the database driver's and the image library's binaries want glibc.
FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production
# Draws pages of uploaded PDFs for the viewer; without it they are offered to save.
RUN apt-get update && apt-get install --yes --no-install-recommends poppler-utils && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/shailoo
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
RUN install -d -o node -g node -m 0700 /var/lib/shailoo && install -d -o node -g node -m 0755 /var/lib/ledger
USER node
CMD ["node", "processes/portal.ts"]
