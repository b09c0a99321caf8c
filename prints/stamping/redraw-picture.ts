const mostPixels = 40_000_000;

/**
 * The pixels of a PNG or JPEG drawn anew into a file of the same type, upright; nothing else of the old file is in it.
 * Only the given format is read, whatever the bytes pretend to be. Needs the rights of the child: pictures are decoded
 * here.
 */
export async function redrawPicture(bytes: Buffer, format: 'png' | 'jpeg'): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: [format === 'png' ? 'VipsForeignLoadPng' : 'VipsForeignLoadJpeg'] });
  const upright = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'warning' }).autoOrient();
  return format === 'png' ? upright.png().toBuffer() : upright.jpeg({ quality: 90 }).toBuffer();
}
